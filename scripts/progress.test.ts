import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { progressLines } from "./progress.ts";

function written(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const events = progressLines(stream);
  events.onStart("07-lstm", 6, 10);
  events.onCell("07-lstm", 7, 21);
  events.onEnd({ notebook: "07-lstm", outcome: "done", seconds: 12.34, cells: 21, outputs: null }, 6, 10);
  return String(stream.read());
}

describe("progressLines", () => {
  it("counts cells in place on a terminal", () => {
    expect(written(true)).toMatch(/^\[ 7\/10\] 07-lstm +starting\r\x1b\[K\[ 7\/10\] 07-lstm +cell 7\/21 {2}0:00\r\x1b\[K.*done.*\n$/);
  });

  it("writes one plain line a notebook elsewhere", () => {
    expect(written(false)).toMatch(/^\[ 7\/10\] 07-lstm +done +12\.3 s {3}elapsed 0:00\n$/);
  });
});
