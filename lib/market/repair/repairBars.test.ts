import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { type BarColumn, type Bars, BAR_COLUMNS, mapBars, sliceBars } from "../bars.ts";
import { generateBars } from "../generateBars.ts";
import { breakBars, FAULTS } from "../quality/breakBars.ts";
import { checkBars } from "../quality/checkBars.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { confirmSplit } from "./adjustSplits.ts";
import { repairBars } from "./repairBars.ts";
import type { RepairPlan } from "./repairPlan.ts";

const KEEP: RepairPlan = { order: "keep", badBars: "keep", outliers: "keep", missing: "keep" };
const clean = (seed: number, rows = 600): Bars => generateBars({ symbol: "X", rows, interval: "1d", start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(seed));
const broken = (seed: number): Bars => withHoles(breakBars(clean(seed), randomKey(seed), { each: 2 }).bars, seed);
/** Cells emptied here and there, in every column but the time. */
function withHoles(bars: Bars, seed: number): Bars {
  const { uniform } = randomStream(split(randomKey(seed), "holes"));
  return mapBars(bars, (column, name) => (name === "closeTime" ? column : column.map((value) => (uniform() < 0.03 ? Number.NaN : value))));
}
const splitOf = (bars: Bars): readonly CorporateAction[] => checkBars(bars).filter(({ code }) => code === "suspected split").map((finding) => confirmSplit(bars, finding));
const columnsOf = (bars: Bars): readonly Float64Array[] => BAR_COLUMNS.map((name) => bars[name]);

const plans: fc.Arbitrary<RepairPlan> = fc.record({
  order: fc.constantFrom("sortKeepFirst", "sortKeepLast"), unfinished: fc.constantFrom("keep", "drop"), badBars: fc.constantFrom("keep", "missing", "drop"), splits: fc.constantFrom("keep", "adjust"),
  outliers: fc.constant("keep"), missing: fc.constantFrom("keep", "drop", "forwardFill", "interpolate"), acrossSessions: fc.boolean(),
});
const seeds = fc.integer({ min: 1, max: 1e6 });

describe("laws", () => {
  test("a second run of a plan changes nothing", () => {
    fc.assert(fc.property(plans, seeds, (chosen, seed) => {
      const bars = broken(seed);
      const plan = { ...chosen, actions: splitOf(repairBars(bars, { ...KEEP, order: "sortKeepFirst" }).bars), now: bars.closeTime.at(-3)! };
      const once = repairBars(bars, plan).bars;
      const again = repairBars(once, plan);
      expect(again.changes).toEqual([]);
      expect(again.bars).toEqual(once);
    }), { seed: 1, numRuns: 60 });
  });

  test("what no change names is bit for bit as it was", () => {
    fc.assert(fc.property(fc.constantFrom<RepairPlan["missing"]>("keep", "forwardFill", "interpolate"), fc.constantFrom<RepairPlan["badBars"]>("keep", "missing"), fc.boolean(), seeds, (missing, badBars, isAdjusted, seed) => {
      const bars = withHoles(breakBars(clean(seed), randomKey(seed), { each: 2, faults: FAULTS.filter((fault) => fault !== "unsorted time" && fault !== "duplicate time") }).bars, seed);
      const { bars: made, changes } = repairBars(bars, { ...KEEP, missing, badBars, ...(isAdjusted && { splits: "adjust" as const, actions: splitOf(bars) }) });
      const named = new Set(changes.flatMap(({ code, where: { column, row } }) => (code === "emptied" ? BAR_COLUMNS.map((name) => `${name} ${row}`) : [`${column} ${row}`])));
      const scaled = Math.max(-1, ...changes.filter((change) => change.scaled).map(({ where }) => where.row));
      for (const name of BAR_COLUMNS) {
        bars[name].forEach((value, row) => {
          if (!named.has(`${name} ${row}`) && (name === "closeTime" || row > scaled)) expect(Object.is(made[name][row], value)).toBe(true);
        });
      }
    }), { seed: 1, numRuns: 40 });
  });

  test("each change tells the value before, the one after, and why", () => {
    fc.assert(fc.property(fc.constantFrom<RepairPlan["missing"]>("forwardFill", "interpolate"), seeds, (missing, seed) => {
      const bars = withHoles(clean(seed, 100), seed);
      const { bars: made, changes } = repairBars(bars, { ...KEEP, missing });
      expect(changes.length).toBeGreaterThan(0);
      for (const { from, to, where: { column, row }, why } of changes) {
        expect([from, to]).toEqual([bars[column!][row], made[column!][row]]);
        expect(why).toMatch(/^no (open|high|low|close|volume)[; ]/);
      }
    }), { seed: 1, numRuns: 20 });
  });

  test("a fill makes no bar that cannot be", () => {
    fc.assert(fc.property(fc.constantFrom<RepairPlan["missing"]>("forwardFill", "interpolate"), seeds, (missing, seed) => {
      const { bars } = repairBars(withHoles(clean(seed), seed), { ...KEEP, missing });
      expect(checkBars(bars).filter(({ code, severity }) => severity === "error" && code !== "missing value")).toEqual([]);
    }), { seed: 1, numRuns: 30 });
  });

  test("forward fill uses no later bar, nor does any repair but of outliers and by lines", () => {
    fc.assert(fc.property(fc.constantFrom<RepairPlan["missing"]>("keep", "drop", "forwardFill"), fc.constantFrom<RepairPlan["badBars"]>("missing", "drop"), seeds, fc.integer({ min: 1, max: 599 }), (missing, badBars, seed, rows) => {
      const bars = withHoles(breakBars(clean(seed), randomKey(seed), { each: 4, faults: ["missing value", "high below low", "close outside range"] }).bars, seed);
      const plan: RepairPlan = { ...KEEP, badBars, missing };
      const [whole, part] = [repairBars(bars, plan), repairBars(sliceBars(bars, 0, rows), plan)];
      columnsOf(part.bars).forEach((column, k) => expect(column).toEqual(columnsOf(whole.bars)[k]!.subarray(0, column.length)));
      expect(whole.changes.some(({ looksAhead }) => looksAhead)).toBe(false);
    }), { seed: 1, numRuns: 40 });
  });

  test("a cell that depends on later bars is marked: the unmarked ones of a line are there without them", () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 20, max: 99 }), (seed, rows) => {
      const bars = withHoles(clean(seed, 100), seed);
      const [whole, part] = [repairBars(bars, { ...KEEP, missing: "interpolate" }), repairBars(sliceBars(bars, 0, rows), { ...KEEP, missing: "interpolate" })];
      for (const { looksAhead, where: { column, row } } of whole.changes) if (!looksAhead && row < rows) expect(part.bars[column!][row]).toBe(whole.bars[column!][row]);
    }), { seed: 1, numRuns: 60 });
  });
});

describe("splits", () => {
  const bars = mapBars(clean(3, 300), (column, name) => (name === "closeTime" ? column : column.map((value, row) => (row < 150 && name !== "volume" ? 4 * value : value))));

  test("a suspected split is left alone until somebody confirms it", () => {
    const without = { ...KEEP, splits: "adjust" as const };
    expect(repairBars(bars, { ...without, actions: [] })).toEqual({ bars, changes: [] });
    expect(() => repairBars(bars, without)).toThrow('splits "adjust" needs the splits');
    const { bars: made, changes } = repairBars(bars, { ...without, actions: splitOf(bars) });
    expect(made.close).toEqual(clean(3, 300).close);
    expect(made.volume[149]).toBe(4 * bars.volume[149]!);
    expect(changes).toMatchObject([{ code: "split adjusted", where: { row: 149 }, from: bars.close[149], to: bars.close[149]! / 4, scaled: { price: 0.25, volume: 4 } }]);
    expect(changes[0]!.why).toMatch(/^the split 4:1 before row 150 \(2010-08-0\d\): every price to here times 0.25, every volume times 4$/);
    expect(made.provenance).toMatch(/; repaired: split adjusted$/);
  });

  test("a split that the prices do not show is not applied, and a dividend is none", () => {
    const [action] = splitOf(bars);
    const actions: CorporateAction[] = [action!, { ...action!, exTime: action!.exTime - 50 * 86_400_000 }, { kind: "dividend", symbol: "X", exTime: action!.exTime, amount: 1 }];
    const known = repairBars(bars, { ...KEEP, splits: "adjust", actions });
    expect(known.changes).toHaveLength(1);
    expect(checkBars(known.bars, { actions: actions.slice(1, 2) }).map(({ code }) => code)).toContain("split not in prices");
  });

  test("what is no suspected split cannot be confirmed", () => {
    const { bars: faulty } = breakBars(clean(3), randomKey(3), { faults: ["high below low"] });
    expect(() => confirmSplit(faulty, checkBars(faulty)[0]!)).toThrow('of X holds no suspected split, the finding is "high below low"');
  });
});

describe("unfinished bars", () => {
  const days = sliceBars(clean(1, 300), 0);
  const last = days.closeTime.at(-1)!;
  const rowsLeft = (now: number, symbol = "X"): number => repairBars({ ...days, symbol }, { ...KEEP, unfinished: "drop", now }).bars.close.length;

  test("they are dropped when asked, and listed", () => {
    expect(repairBars(days, { ...KEEP, unfinished: "drop", now: last - 86_400_000 }).changes).toMatchObject([{ code: "unfinished dropped", where: { row: 299 }, from: days.close[299] }]);
    expect(() => repairBars(days, { ...KEEP, unfinished: "drop" })).toThrow("needs the present moment");
  });

  test("a day is whole when the session is over, not at midnight of UTC; one of a coin is not", () => {
    const evening = Date.parse(`${new Date(last).toISOString().slice(0, 10)}T21:30Z`);
    expect([rowsLeft(evening), rowsLeft(evening - 4 * 3_600_000), rowsLeft(evening, "BTC-USD")]).toEqual([300, 299, 299]);
    expect(checkBars(days, { now: evening }).filter(({ code }) => code === "unfinished bar")).toEqual([]);
  });
});

test("bars repaired with later bars say so, and the report warns", () => {
  const holed = withHoles(clean(2), 2);
  const codes = (missing: RepairPlan["missing"]): readonly string[] => checkBars(repairBars(holed, { ...KEEP, missing }).bars).filter(({ severity }) => severity === "warning").map(({ code }) => code);
  expect(codes("interpolate")).toContain("looks ahead");
  expect(codes("forwardFill")).not.toContain("looks ahead");
});

test("an open made from an interpolated close looks as far ahead as that", () => {
  const holed = mapBars(clean(2, 20), (column: Float64Array, name: BarColumn) => column.map((value, row) => ((name === "close" && row === 5) || (name === "open" && row === 6) ? Number.NaN : value)));
  expect(repairBars(holed, { ...KEEP, missing: "interpolate" }).changes.map(({ looksAhead, where }) => [where.row, where.column, looksAhead])).toEqual([[5, "close", true], [6, "open", true]]);
});
