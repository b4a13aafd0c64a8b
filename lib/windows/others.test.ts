import { expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { seenTargets, selectWindows, slidingWindows } from "./index.ts";

const rows = Float64Array.from({ length: 40 }, (_, t) => t);
const columns = columnsOf(rows, { row: rows });
/** The row's number, `horizon` later. */
const ahead = (horizon: number) => ({ horizon, values: rows.map((t) => (t + horizon < 40 ? t + horizon : NaN)) });
const all = { from: 0, to: 40 };

test("further targets stand beside the first, and the horizon is the largest of all", () => {
  const windows = slidingWindows(columns, ahead(1), { rows: all, lookback: 3, others: { "5 h": ahead(5), "2 h": ahead(2) } });
  expect(windows.horizon).toBe(5);
  expect(Array.from(windows.rows)).toEqual(Array.from({ length: 33 }, (_, n) => n + 2));
  for (const [values, horizon] of [[windows.targets, 1], [windows.others!["5 h"]!, 5], [windows.others!["2 h"]!, 2]] as const) {
    expect(Array.from(values)).toEqual(Array.from(windows.rows, (row) => row + horizon));
  }
});

test("a window without one of its targets is left out, and a target of other rows is named", () => {
  const holed = { horizon: 2, values: ahead(2).values.map((y, t) => (t === 7 ? NaN : y)) };
  expect(Array.from(slidingWindows(columns, ahead(1), { rows: all, lookback: 3, others: { holed } }).rows)).not.toContain(7);
  const short = { horizon: 1, values: new Float64Array(39) };
  expect(() => slidingWindows(columns, ahead(1), { rows: all, others: { short } })).toThrow('slidingWindows: the target "short" has 39 rows, the columns have 40; compute both from the same bars');
});

test("no window of a part reaches with any target into the next one", () => {
  const others = { far: ahead(6) };
  const train = slidingWindows(columns, ahead(1), { rows: { from: 0, to: 25 }, lookback: 3, others });
  const later = slidingWindows(columns, ahead(1), { rows: { from: 25, to: 40 }, lookback: 3, others });
  expect(Math.max(...train.others!.far!)).toBe(24);
  expect(seenTargets(train, later)).toBe(0);
});

test("selected windows keep their further targets", () => {
  const windows = slidingWindows(columns, ahead(1), { rows: all, lookback: 3, others: { far: ahead(6) } });
  const chosen = selectWindows(windows, [4, 0]);
  expect(Array.from(chosen.others!.far!)).toEqual([windows.others!.far![4], windows.others!.far![0]]);
  expect(selectWindows(slidingWindows(columns, ahead(1), { rows: all }), [0])).not.toHaveProperty("others");
});
