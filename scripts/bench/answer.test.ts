import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer.ts";
import { ANSWERS } from "./engine/protocol.ts";

const read = (ask: keyof typeof ANSWERS, line: string) => readAnswer("Keras", ask, ANSWERS[ask], line);

describe("readAnswer", () => {
  it("reads each kind of answer", () => {
    expect(read("open", '{"versions": "Keras 3"}')).toEqual({ versions: "Keras 3" });
    expect(read("losses", '{"values": [1, 0.5]}')).toEqual({ values: [1, 0.5] });
    expect(read("epochs", '{"seconds": 0.25}')).toEqual({ seconds: 0.25 });
    expect(read("memory", '{"bytes": 1024}')).toEqual({ bytes: 1024 });
  });

  it("throws what the peer says went wrong, with the peer's name", () => {
    expect(() => read("epochs", '{"error": "ValueError: no such network"}')).toThrow("Keras: ValueError: no such network");
  });

  it.each([
    ["is not JSON", "Segmentation fault"],
    ["answers another question", '{"values": [1]}'],
    ["holds no number", '{"seconds": "fast"}'],
    ["holds a time of nothing", '{"seconds": 0}'],
    ["says more than was asked", '{"seconds": 1, "bytes": 1}'],
    ["is empty", ""],
  ])("refuses a line that %s, and quotes it", (_, line) => {
    expect(() => read("epochs", line)).toThrow(`Keras was asked for "epochs" and answered ${line}`);
  });

  it("refuses NaN, which Python writes into JSON", () => {
    expect(() => read("losses", '{"values": [NaN]}')).toThrow("answered");
  });
});
