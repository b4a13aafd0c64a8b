import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { type Bars, mapBars, sliceBars } from "../bars.ts";
import { breakBars, FAULTS, hitRate, type Planted } from "./breakBars.ts";
import { type Finding, formatFinding } from "../finding.ts";
import { generateBars } from "../generateBars.ts";
import { loadBars } from "../loadBars.ts";
import { checkBars } from "./checkBars.ts";
import { qualityReport } from "./qualityReport.ts";
import { repairBars } from "../repair/repairBars.ts";
import type { RepairPlan } from "../repair/repairPlan.ts";

let real: Bars;
beforeAll(async () => {
  real = await loadBars();
});

const clean = (seed: number, interval: Bars["interval"] = "1d"): Bars =>
  generateBars({ symbol: "CLEAN", rows: 900, interval, start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(seed));
const KEEP: RepairPlan = { order: "keep", badBars: "keep", outliers: "keep", missing: "keep" };
const ALL: RepairPlan = { order: "sortKeepFirst", badBars: "missing", outliers: "missing", missing: "forwardFill" };
const change = (bars: Bars, edit: (copy: Bars) => void): Bars => {
  const copy = mapBars(bars, (column) => column.slice());
  edit(copy);
  return copy;
};

/** A bar that is wrong in one price is in others too: a spike keeps the open below its low where the low is not moved. */
const isEcho = ({ code, where }: Finding, planted: readonly Planted[]): boolean => code === "open outside range" && planted.some((plant) => plant.row === where.row && plant.code !== code);

test("bars of a market without faults give no finding", () => {
  for (const interval of ["1d", "1h"] as const) expect(checkBars(clean(3, interval), { calendar: "nyse" })).toEqual([]);
});

test("the real index has rare moves, and years whose open is the close before", () => {
  expect(new Set(checkBars(real).map(({ code }) => code))).toEqual(new Set(["spike", "outlier return", "copied open"]));
  expect(checkBars(real).filter(({ code }) => code === "copied open").map(({ where }) => where.date.slice(0, 4))).toEqual(["2000", "2001", "2002", "2003", "2004", "2005"]);
  expect(checkBars(real).find(({ code }) => code === "spike")?.where.date).toBe("2020-03-12");
});

test("the embedded shares give no error and no warning but of real days: a jump that went back", async () => {
  for (const symbol of ["AAPL", "AAPL_2013", "AMZN", "GOOG", "GOOGL", "META", "NFLX", "NVDA", "SP500_1999"]) {
    const found = checkBars(await loadBars({ symbol })).filter(({ severity }) => severity !== "note");
    expect(found.map(({ code, where }) => `${code} ${where.date}`)).toEqual(symbol === "GOOG" ? [expect.stringContaining("spike")] : []);
  }
});

test("every planted fault is found at its row, whatever the seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom("1d", "1h"), (seed, interval) => {
      const { bars, planted } = breakBars(clean(seed, interval), randomKey(seed), { each: 3 });
      const findings = checkBars(bars, { calendar: "nyse" });
      for (const row of hitRate(planted, findings.filter((finding) => !isEcho(finding, planted)))) expect(row).toEqual({ code: row.code, planted: row.code === "suspected split" ? 1 : 3, found: row.planted, others: 0 });
      const codes = new Set<string>(FAULTS);
      expect(findings.filter(({ code }) => !codes.has(code) && code !== "outlier return")).toEqual([]);
    }),
    { seed: 1, numRuns: 12 },
  );
});

test("a finding says where, what was expected and what was there", () => {
  const broken = change(sliceBars(real, 0, 5), ({ high }) => {
    high[2] = 1;
  });
  expect(checkBars(broken).map(formatFinding)[0]).toBe("error: high below low in row 2 (2000-01-05, high): expected at least the low 1377.68, got 1");
});

test("weekends and holidays are no gaps, a left-out trading day is", () => {
  const some = (rows: number[]): Bars => mapBars(sliceBars(real, 420, 430), (column) => Float64Array.from(rows, (row) => column[row]!));
  expect(checkBars(some([0, 1, 2, 3, 4, 5])).map(({ code }) => code)).toEqual([]);
  expect(checkBars(some([0, 1, 2, 4, 5])).map(formatFinding)).toEqual([expect.stringContaining("warning: missing bars in row 3")]);
});

test("everyDay asks for the weekend too", () => {
  expect(checkBars(sliceBars(real, 0, 6), { calendar: "everyDay" }).map(({ code, where }) => [code, where.date])).toEqual([["missing bars", "2000-01-10"]]);
});

test("the last bar is unfinished if it closes after now", () => {
  const now = Date.parse("2020-04-17T15:00Z");
  expect(checkBars(real, { now }).at(-1)).toMatchObject({ code: "unfinished bar", where: { row: 5104 } });
});

test("a source without volume gives one note, not one a bar", () => {
  const quiet = change(clean(1), ({ volume }) => void volume.fill(0));
  expect(checkBars(quiet).map(({ code, severity }) => [code, severity])).toEqual([["no volume", "note"]]);
});

test("a spike after bars that hardly moved is found too, though nothing measures their spread", () => {
  const still = change(clean(1), ({ close, high, low, open }) => {
    for (let row = 0; row < 200; row++) [open[row], high[row], low[row], close[row]] = [100, 101, 99, 100];
    [high[150], close[150]] = [130, 130];
  });
  expect(checkBars(still).filter(({ code }) => code === "spike").map(({ where }) => where.row)).toEqual([150]);
});

test("the report counts each code, worst first", () => {
  const { bars } = breakBars(clean(7), randomKey(7), { each: 2, faults: ["no volume", "missing value"] });
  expect(qualityReport(checkBars(bars)).map(({ code, count, severity }) => [code, count, severity])).toEqual([["missing value", 2, "error"], ["no volume", 2, "warning"]]);
});

test("no plan changes good bars", () => {
  for (const missing of ["keep", "drop", "forwardFill", "interpolate"] as const) {
    for (const badBars of ["keep", "missing", "drop"] as const) {
      const { bars, changes } = repairBars(clean(5), { order: "sortKeepLast", badBars, outliers: "drop", missing });
      expect(changes).toEqual([]);
      expect(bars).toEqual(clean(5));
    }
  }
});

test("keep keeps everything, and the bars given are never written to", () => {
  const { bars } = breakBars(clean(5), randomKey(5));
  const before = mapBars(bars, (column) => column.slice());
  expect(repairBars(bars, KEEP)).toEqual({ bars: before, changes: [] });
  repairBars(bars, ALL);
  expect(bars).toEqual(before);
});

test("after a whole repair no error is left, and rows that were good are as they were", () => {
  const good = clean(11);
  const { bars } = breakBars(good, randomKey(11), { faults: FAULTS.filter((fault) => fault !== "suspected split") });
  const repaired = repairBars(bars, ALL);
  expect(checkBars(repaired.bars).filter(({ severity }) => severity === "error")).toEqual([]);
  const touched = new Set(repaired.changes.map(({ where }) => where.date));
  const rowOf = new Map(Array.from(bars.closeTime, (time, row) => [time, row]));
  repaired.bars.closeTime.forEach((time, row) => {
    const source = rowOf.get(time)!;
    if (!touched.has(new Date(time).toISOString().slice(0, 10))) expect(repaired.bars.close[row]).toBe(bars.close[source]);
  });
});

test("forward fill takes what was known before, and every filled cell is listed", () => {
  const holed = change(sliceBars(real, 0, 4), ({ close, high, low, open, volume }) => {
    for (const column of [open, high, low, close, volume]) column[2] = Number.NaN;
    high[3] = Number.NaN;
  });
  const { bars, changes } = repairBars(holed, { ...KEEP, missing: "forwardFill" });
  expect([bars.open[2], bars.high[2], bars.low[2], bars.close[2], bars.volume[2]]).toEqual([real.close[1], real.close[1], real.close[1], real.close[1], 0]);
  expect(bars.high[3]).toBe(Math.max(real.open[3]!, real.close[3]!, real.low[3]!));
  expect(changes.map(({ code, looksAhead, where }) => [code, where.row, where.column, looksAhead])).toEqual(
    [[2, "open"], [2, "close"], [2, "high"], [2, "low"], [2, "volume"], [3, "high"]].map(([row, column]) => ["filled forward", row, column, false]),
  );
});

test("forward fill stops at its limit, and begins anew after a known close", () => {
  const holed = change(sliceBars(real, 0, 9), ({ close, high, low, open, volume }) => {
    for (const column of [open, high, low, close, volume]) for (const row of [2, 3, 4, 6]) column[row] = Number.NaN;
  });
  const { bars } = repairBars(holed, { ...KEEP, missing: "forwardFill", fillLimit: 2 });
  expect([...bars.close].map(Number.isFinite)).toEqual([true, true, true, true, false, true, true, true, true]);
});

test("sorting drops rows without a time, and lists them", () => {
  const timeless = change(sliceBars(real, 0, 5), ({ closeTime }) => void (closeTime[2] = Number.NaN));
  const { bars, changes } = repairBars(timeless, { ...KEEP, order: "sortKeepFirst" });
  expect([...bars.close]).toEqual([0, 1, 3, 4].map((row) => real.close[row]));
  expect(changes).toMatchObject([{ code: "dropped", where: { row: 2, date: "no date" } }]);
});

test("interpolation lies on the line of time between its neighbours, and says that it looks ahead", () => {
  const friday = sliceBars(real, 4, 7);
  const holed = change(friday, ({ close, high, low }) => {
    for (const column of [close, high, low]) column[1] = Number.NaN;
  });
  const { bars, changes } = repairBars(holed, { ...KEEP, missing: "interpolate" });
  expect(bars.close[1]).toBeCloseTo(friday.close[0]! + 0.75 * (friday.close[2]! - friday.close[0]!), 9);
  expect(changes.map(({ code, looksAhead, where }) => [code, where.row, where.column, looksAhead])).toEqual(["close", "high", "low"].map((column) => ["interpolated", 1, column, true]));
  const inside = repairBars(change(friday, ({ close }) => void (close[1] = Number.NaN)), { ...KEEP, missing: "interpolate" }).bars;
  expect(inside.close[1]).toBe(inside.low[1]);
});

test("a gap at the end cannot be interpolated and stays", () => {
  const holed = change(sliceBars(real, 0, 3), ({ close }) => {
    close[2] = Number.NaN;
  });
  expect(repairBars(holed, { ...KEEP, missing: "interpolate" })).toEqual({ bars: holed, changes: [] });
});

test.each(["forwardFill", "interpolate"] as const)("%s carries no price over a break between sessions unless asked", (missing) => {
  const twoDays = mapBars(clean(4, "1h"), (column, name) => {
    const rows = column.slice(0, 8);
    return name === "closeTime" ? rows.map((time, row) => (row < 4 ? time : time + 17 * 3_600_000)) : rows;
  });
  const holed = change(twoDays, ({ close, high, low, open }) => {
    for (const column of [open, high, low, close]) column[4] = Number.NaN;
  });
  expect(repairBars(holed, { ...KEEP, missing }).bars.close[4]).toBeNaN();
  expect(repairBars(holed, { ...KEEP, missing, acrossSessions: true }).bars.close[4]).not.toBeNaN();
});

test("gaps in bars out of order are not filled: the neighbours are not known", () => {
  const { bars } = breakBars(clean(6), randomKey(6), { faults: ["unsorted time"] });
  expect(() => repairBars(bars, { ...KEEP, missing: "forwardFill" })).toThrow(/row \d+ of CLEAN is not later than the row before.+Choose order "sortKeepFirst"/);
});

test("of equal times the chosen one is kept", () => {
  const twice = mapBars(sliceBars(real, 0, 3), (column, name) => (name === "closeTime" ? Float64Array.of(column[0]!, column[1]!, column[1]!) : column));
  expect(repairBars(twice, { ...KEEP, order: "sortKeepFirst" }).bars.close[1]).toBe(real.close[1]);
  expect(repairBars(twice, { ...KEEP, order: "sortKeepLast" }).bars.close[1]).toBe(real.close[2]);
});

test("dropping outliers would delete a real day of March 2020, and the change is listed", () => {
  const { bars, changes } = repairBars(real, { ...KEEP, outliers: "drop" });
  expect(bars.close).toHaveLength(5104);
  expect(changes).toMatchObject([{ code: "dropped", where: { date: "2020-03-12" }, looksAhead: true }]);
});

test("more faults than the bars have room for are refused", () => {
  expect(() => breakBars(sliceBars(real, 0, 100), randomKey(1))).toThrow(/breakBars: 100 bars have room for 1 faults, 40 were asked/);
});

test("the same key breaks the same bars in the same way", () => {
  expect(breakBars(real, randomKey(9))).toEqual(breakBars(real, randomKey(9)));
});

test("a bar that stands in a wrong row is out of order, not missing, and what is left out beside it is told", () => {
  const bars = clean(5, "1h");
  const rows = [...bars.closeTime.keys()].filter((row) => row !== 300);
  rows.splice(400, 0, ...rows.splice(100, 1));
  const found = checkBars(mapBars(bars, (column) => Float64Array.from(rows, (row) => column[row]!)), { calendar: "nyse" }).filter(({ where }) => where.column === "closeTime");
  expect(found.map(({ code, expected }) => [code, expected.slice(0, 7)])).toEqual([["missing bars", "1 more "], ["unsorted time", "after 2"]]);
});

test("a time in microseconds or nanoseconds is an error at its row, never a crash or a gap of fifty thousand years; a repair drops it", () => {
  for (const [symbol, interval] of [["BTC-USD", "1h"], ["CLEAN", "1d"], ["EURUSD=X", "1h"], ["VOD.L", "1h"]] as const) {
    for (const unit of [1e3, 1e6]) {
      const bars = { ...change(clean(8, interval), ({ closeTime }) => void (closeTime[400]! *= unit)), symbol };
      const found = checkBars(bars, { now: Date.parse("2030-01-01") });
      expect(found.filter(({ severity }) => severity === "error")).toMatchObject([{ code: "missing value", where: { row: 400, date: "no date", column: "closeTime" } }]);
      expect(repairBars(bars, { ...KEEP, order: "sortKeepFirst" }).changes).toMatchObject([{ code: "dropped", where: { row: 400 }, why: "no time" }]);
      const all = { ...bars, closeTime: bars.closeTime.map((time) => time * unit) };
      expect(qualityReport(checkBars(all)).find(({ code }) => code === "missing value")?.count).toBe(900);
    }
  }
});
