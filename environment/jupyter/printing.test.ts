import { createRequire } from "node:module";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Printing = { readonly write: (stream: string, text: string) => void; readonly flush: () => void; readonly end: () => void };
type Gathered = (send: (stream: string, text: string) => void, isWhole?: boolean) => Printing;
const { gathered }: { gathered: Gathered } = createRequire(import.meta.url)("./kernels/tslab/printing.cjs");

let sent: [stream: string, text: string][];
const start = (isWhole?: boolean) => gathered((stream, text) => void sent.push([stream, text]), isWhole);
const all = () => sent.map(([, text]) => text).join("");

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe("what a cell prints", () => {
  it("appears at once, and what follows within 20 ms together: a line that overwrites itself is seen to move", () => {
    const { write } = start();
    write("stdout", "\r1 of 9");
    expect(sent).toEqual([["stdout", "\r1 of 9"]]);
    for (const k of [2, 3, 4]) write("stdout", `\r${k} of 9`);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(20);
    expect(sent.slice(1)).toEqual([["stdout", "\r2 of 9\r3 of 9\r4 of 9"]]);
  });

  it("keeps the order of both streams, and is sent before what is shown", () => {
    const { flush, write } = start();
    for (const [stream, text] of [["stdout", "a"], ["stdout", "b"], ["stderr", "c"], ["stdout", "d"]] as const) write(stream, text);
    flush();
    sent.push(["display", "e"]);
    write("stdout", "f");
    flush();
    expect(sent).toEqual([["stdout", "a"], ["stdout", "b"], ["stderr", "c"], ["stdout", "d"], ["display", "e"], ["stdout", "f"]]);
  });

  it("goes in pieces that cut no letter in two", () => {
    const { end, write } = start();
    write("stdout", `x${"😀".repeat(100_000)}`);
    end();
    expect(sent.length).toBeLessThan(6);
    expect([all(), sent.every(([, text]) => text.isWellFormed())]).toEqual([`x${"😀".repeat(100_000)}`, true]);
  });
});

describe("a cell that prints more than anybody reads", () => {
  const lines = (printing: Printing, count: number) => {
    for (let k = 1; k <= count; k++) printing.write(k % 100_000 === 0 ? "stderr" : "stdout", `${k} ${"x".repeat(92)}\n`);
  };

  it.each([[1_000_000, 98_888_896], [300_000, 28_888_895]])("of %i lines shows the first 900,000 and the last 100,000 characters, in few messages, and says that %i are missing", (count, missing) => {
    const printing = start();
    lines(printing, count);
    printing.end();
    expect(all()).toMatch(/^1 x{92}\n2 x/);
    expect(all().length).toBeLessThan(1_000_400);
    expect(all()).toMatch(new RegExp(String.raw`\n\.\.\. ${missing.toLocaleString("en")} characters were printed here and left out: [^\n]* \.\.\.\n[^]*\n${count} x{92}\n$`));
    expect(sent.length).toBeLessThan(60);
    expect(sent.at(-1)?.[0]).toBe("stderr");
  });

  it("goes on to show 1,000 characters a second: slow lines come whole", () => {
    const printing = start();
    lines(printing, 20_000);
    printing.flush();
    sent = [];
    for (let k = 0; k < 5; k++) {
      printing.write("stdout", `epoch ${k}\n`);
      vi.advanceTimersByTime(1_000);
    }
    expect(sent).toEqual([0, 1, 2, 3, 4].map((k) => ["stdout", `epoch ${k}\n`]));
    printing.write("stdout", `${"y".repeat(5_000)}z`);
    vi.advanceTimersByTime(1_000);
    expect(sent.slice(5)).toEqual([["stdout", expect.stringContaining("... 4,001 characters were printed here")], ["stdout", `${"y".repeat(999)}z`]]);
  });

  it("leaves nothing out where all is wanted", () => {
    const printing = start(true);
    lines(printing, 50_000);
    printing.end();
    expect([all().length, all().includes("left out")]).toEqual([4_938_894, false]);
  });
});
