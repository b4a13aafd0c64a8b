import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { countLine, progressLines } from "./progress.ts";

function written(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const events = progressLines(stream);
  events.onStart("08-lstm", 6, 10);
  events.onCell("08-lstm", 7, 21);
  events.onEnd({ notebook: "08-lstm", outcome: "done", seconds: 12.34, cells: 21, outputs: null }, 6, 10);
  return String(stream.read());
}

describe("progressLines", () => {
  it("counts cells in place on a terminal", () => {
    expect(written(true)).toMatch(/^\r\x1b\[K\[ 7\/10\] 08-lstm +starting {2}0:00\r\x1b\[K\[ 7\/10\] 08-lstm +cell 7\/21 {2}0:00\r\x1b\[K.*done.*\n$/);
  });

  it("keeps those that run at the same time on the last line, below the lines of those that have ended", () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const events = progressLines(stream);
    events.onStart("08-lstm", 6, 10);
    events.onStart("09-custom-layers", 7, 10);
    events.onCell("09-custom-layers", 2, 30);
    events.onEnd({ notebook: "08-lstm", outcome: "done", seconds: 12.34, cells: 21, outputs: null }, 6, 10);
    expect(String(stream.read()).replaceAll("\r\x1b[K", "\n↺").split("\n").slice(-3)).toEqual([
      "↺[ 7/10] 08-lstm              done      12.3 s   elapsed 0:00", "", "↺[ 8/10] 09-custom-layers     cell 2/30  0:00",
    ]);
  });

  it("writes one plain line a notebook elsewhere", () => {
    expect(written(false)).toMatch(/^\[ 7\/10\] 08-lstm +done +12\.3 s {3}elapsed 0:00\n$/);
  });
});

describe("countLine", () => {
  it("counts with the speed and the time that is left, once a second has passed", () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const clock = vi.spyOn(performance, "now").mockReturnValueOnce(0).mockReturnValueOnce(500).mockReturnValueOnce(10_000);
    const line = countLine("bars", stream);
    line.show(100, 5000);
    line.show(2500, 5000);
    line.end();
    clock.mockRestore();
    expect(String(stream.read())).toBe("\r\x1b[K100 of 5,000 bars  0:00\r\x1b[K2,500 of 5,000 bars  0:10  250/s, 0:10 left\r\x1b[K");
  });

  it("writes nothing where nobody watches", () => {
    const stream = new PassThrough();
    countLine("bars", stream).show(1, 2);
    expect(stream.read()).toBeNull();
  });
});
