import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomBars } from "../fixtures/randomBars.ts";
import { rsi } from "../momentum/rsi.ts";
import { change, ema, highest, lag, lowest, mean, meanAndSquares, minus, sum, wilder } from "../operators/index.ts";
import { Computation } from "./computation.ts";
import { operator, sourceLine, type Line } from "./line.ts";
import { compile } from "./program.ts";

const { close } = randomBars(700, 9);
const price = sourceLine("close", ["close"]);

/** All rows of the lines, computed in pieces of the sizes given. */
function compute(lines: readonly Line[], values: Float64Array, sizes: () => number, room = 300): readonly Float64Array[] {
  const program = compile(lines);
  const computation = new Computation(program, room);
  const columns = lines.map(() => new Float64Array(values.length));
  for (let row = 0; row < values.length; ) {
    const rows = Math.min(sizes(), room, values.length - row);
    computation.reserve(rows);
    const at = computation.cursor;
    for (const { place } of computation.sources) computation.buffer(place).set(values.subarray(row, row + rows), at);
    computation.run(rows);
    for (const [k, place] of program.results.entries()) columns[k]!.set(computation.buffer(place).subarray(at, at + rows), row);
    computation.advance(rows);
    row += rows;
  }
  return columns;
}

const lines = (period: number): readonly Line[] => [
  mean(price, period), sum(price, period), ...meanAndSquares(price, period), highest(price, period), lowest(price, period), ema(price, period), wilder(price, period), rsi(price, period),
  lag(price, period), change(mean(price, 3), period), ema(minus(ema(price, period), ema(price, 2 * period)), 3), ...[2, 3, 5, 8, 13].map((step) => ema(price, period + step)), ...[2, 3, 5, 8].map((step) => rsi(price, period + step)),
];

test("the size of the pieces changes no bit, with gaps and without", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 70 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 }), fc.array(fc.integer({ min: 0, max: 699 }), { maxLength: 6 }), (period, pieces, gaps) => {
      const values = close.map((value, t) => (gaps.includes(t) ? Number.NaN : value));
      let next = 0;
      const whole = compute(lines(period), values, () => 300);
      const cut = compute(lines(period), values, () => pieces[next++ % pieces.length]!);
      const single = compute(lines(period), values, () => 1, 4);
      for (const [k, column] of whole.entries()) {
        expect(cut[k], lines(period)[k]!.key).toEqual(column);
        expect(single[k], lines(period)[k]!.key).toEqual(column);
      }
    }),
    { seed: 2, numRuns: 25 },
  );
});

test("nodes with one key run once, lanes of one kind in one pass", () => {
  const twice = compile([mean(price, 5), mean(price, 5), minus(mean(price, 5), price)]);
  expect(twice.steps.map(({ key }) => key)).toEqual(["mean 5(close of close)", "minus(mean 5(close of close).0, close of close)"].map((key) => expect.stringContaining(key.slice(0, 12))));
  expect(twice.results[0]).toBe(twice.results[1]);
  const five = compile([2, 3, 4, 5, 6].map((period) => rsi(price, period)));
  expect(five.steps.map(({ outputs }) => outputs.length)).toEqual([4, 1]);
});

test("lanes give the bits of the single kernel", () => {
  const periods = [7, 3, 50, 14];
  const together = compute(periods.flatMap((period) => [rsi(price, period), ema(price, period)]), close, () => 128);
  for (const [k, period] of periods.entries()) {
    expect(together[2 * k]).toEqual(compute([rsi(price, period)], close, () => 128)[0]);
    expect(together[2 * k + 1]).toEqual(compute([ema(price, period)], close, () => 128)[0]);
  }
});

describe("a gap", () => {
  test("of one column is a gap of what reads another column of its group, and of nothing else", () => {
    const alone = sourceLine("close", []);
    const [grouped, free] = compute([mean(price, 3), mean(alone, 3)], Float64Array.of(1, 2, 3, 4, 5, 6), () => 6);
    expect([...grouped!]).toEqual([...free!]);
    const pair = compute([mean(sourceLine("close", ["close", "volume"]), 2)], Float64Array.of(1, 2, Number.NaN, 4, 6), () => 2);
    expect([...pair[0]!]).toEqual([Number.NaN, 1.5, Number.NaN, Number.NaN, 5]);
  });

  test("resets what a kernel keeps", () => {
    const total = operator("total", [price], [], { registers: 1, start: ([x], [out], registers) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = registers[0]! += x[t]!;
    } });
    expect([...compute([total], Float64Array.of(1, 2, Number.NaN, 4, 5), () => 2)[0]!]).toEqual([1, 3, Number.NaN, 4, 9]);
  });
});

test("a kernel sees no row before its inputs have values, and knows how many it saw", () => {
  const calls: number[][] = [];
  const spy = operator("spy", [lag(price, 3)], [], { delay: 2, start: ([x], [out]) => (from, to, seen) => {
    calls.push([seen, to - from]);
    for (let t = from; t < to; t++) out[t] = x[t]!;
  } });
  expect(spy.warmUp).toBe(5);
  const [column] = compute([spy], Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), () => 2);
  expect([...column!]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 3, 4, 5]);
  expect(calls).toEqual([[0, 1], [1, 2], [3, 2]]);
});
