import fc from "fast-check";
import { expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { slidingWindows } from "./index.ts";

/** Column a holds the row, column b the row + 0.5, the target of row t is 100 + t + horizon. */
const planted = (rows: number, horizon = 1) => {
  const a = Float64Array.from({ length: rows }, (_, t) => t);
  const b = a.map((t) => t + 0.5);
  const values = a.map((t) => (t + horizon < rows ? 100 + t + horizon : NaN));
  return { columns: columnsOf(a, { a, b }), target: { horizon, values } };
};

test("a window holds the rows up to its own, oldest first, and the target that comes after", () => {
  const { columns, target } = planted(6);
  const windows = slidingWindows(columns, target, { rows: { from: 0, to: 6 }, lookback: 3 });
  expect(Array.from(windows.rows)).toEqual([2, 3, 4]);
  expect(Array.from(windows.inputs.subarray(0, 6))).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(Array.from(windows.targets)).toEqual([103, 104, 105]);
  expect(windows).toMatchObject({ count: 3, lookback: 3, features: 2, columns: ["a", "b"], horizon: 1 });
});

test("every window ends in its range, its target is known in it, and its inputs are its past", () => {
  const shape = fc.record({
    rows: fc.integer({ min: 30, max: 80 }),
    from: fc.integer({ min: 0, max: 15 }),
    lookback: fc.integer({ min: 1, max: 10 }),
    stride: fc.integer({ min: 1, max: 4 }),
    horizon: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(shape, ({ from, horizon, lookback, rows, stride }) => {
      const { columns, target } = planted(rows, horizon);
      const range = { from, to: rows - 3 };
      const windows = slidingWindows(columns, target, { rows: range, lookback, stride });
      expect(windows.inputs.length).toBe(windows.count * lookback * 2);
      for (let n = 0; n < windows.count; n++) {
        const row = windows.rows[n]!;
        expect(row).toBeGreaterThanOrEqual(range.from);
        expect(row + horizon).toBeLessThan(range.to);
        expect(windows.inputs[(n * lookback + lookback - 1) * 2]).toBe(row);
        expect(windows.inputs[n * lookback * 2]).toBe(row - lookback + 1);
        expect(windows.targets[n]).toBe(100 + row + horizon);
        if (n > 0) expect(row - windows.rows[n - 1]!).toBeGreaterThanOrEqual(stride);
      }
    }), { seed: 1 },
  );
});

test("a later range loses no window to warm-up: its first window begins before it", () => {
  const { columns, target } = planted(20);
  const windows = slidingWindows(columns, target, { rows: { from: 10, to: 20 }, lookback: 5 });
  expect(windows.rows[0]).toBe(10);
  expect(windows.inputs[0]).toBe(6);
});

test("windows that touch a missing input or target are left out", () => {
  const { columns, target } = planted(12);
  columns.values.a![4] = NaN;
  target.values[8] = NaN;
  expect(Array.from(slidingWindows(columns, target, { rows: { from: 0, to: 12 }, lookback: 3 }).rows)).toEqual([2, 3, 7, 9, 10]);
});

test("where no window is complete, the columns at fault are named", () => {
  const { columns, target } = planted(12);
  const rows = { from: 0, to: 12 };
  columns.values.b!.fill(NaN, 0, 8);
  expect(() => slidingWindows(columns, target, { rows, lookback: 6 })).toThrow('"b" has its first value in row 8: give more bars, a shorter lookback or columns with a shorter warm-up');
  columns.values.b!.fill(Infinity);
  expect(() => slidingWindows(columns, target, { rows, lookback: 1 })).toThrow('no row has a value of "b": leave this column out, or give more bars');
  columns.values.a!.fill(NaN);
  expect(() => slidingWindows(columns, target, { rows, lookback: 1 })).toThrow('no row has a value of "a", "b": leave these columns out, or give more bars');
});

test("misuse is refused with what was wrong and what to do", () => {
  const { columns, target } = planted(6);
  const rows = { from: 0, to: 6 };
  expect(() => slidingWindows(columns, target, { rows, lookback: 0 })).toThrow("slidingWindows: lookback must be a whole number ≥ 1, got 0");
  expect(() => slidingWindows(columns, target, { rows: { from: 0, to: 7 } })).toThrow("rows 0..7 do not lie inside the 6 rows");
  expect(() => slidingWindows(columns, target, { rows, lookback: 6 })).toThrow("rows 0..5 hold no complete window of 6 steps with a horizon of 1; give more bars, a shorter lookback");
  expect(() => slidingWindows(columns, { horizon: 1, values: new Float64Array(5) }, { rows })).toThrow("the target has 5 rows, the columns have 6");
  expect(() => slidingWindows(columnsOf(columns.closeTime, {}), target, { rows })).toThrow("there is no column");
});
