import { describe, expect, it } from "vitest";
import { readAnswer } from "./protocol.ts";

describe("readAnswer", () => {
  it("reads each kind of answer", () => {
    expect(readAnswer("Keras", "open", '{"versions": "Keras 3"}')).toEqual({ versions: "Keras 3" });
    expect(readAnswer("Keras", "losses", '{"values": [1, 0.5]}')).toEqual({ values: [1, 0.5] });
    expect(readAnswer("Keras", "epochs", '{"seconds": 0.25}').seconds).toBe(0.25);
    expect(readAnswer("Keras", "memory", '{"bytes": 1024}').bytes).toBe(1024);
  });

  it("throws what the peer says went wrong, with the peer's name", () => {
    expect(() => readAnswer("PyTorch", "epochs", '{"error": "ValueError: no such network"}')).toThrow("PyTorch: ValueError: no such network");
  });

  it.each([
    ["is not JSON", "Segmentation fault"],
    ["answers another question", '{"values": [1]}'],
    ["holds no number", '{"seconds": "fast"}'],
    ["holds a time of nothing", '{"seconds": 0}'],
    ["says more than was asked", '{"seconds": 1, "bytes": 1}'],
    ["is empty", ""],
  ])("refuses a line that %s, and quotes it", (_, line) => {
    expect(() => readAnswer("Keras", "epochs", line)).toThrow(`Keras was asked for "epochs" and answered ${line}`);
  });

  it("refuses NaN, which Python writes into JSON", () => {
    expect(() => readAnswer("Keras", "losses", '{"values": [NaN]}')).toThrow("answered");
  });
});
