import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { type BarColumn, type Bars, BAR_COLUMNS, mapBars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { FindingCode } from "../finding.ts";
import { generateBars } from "../generateBars.ts";
import { breakBars } from "../quality/breakBars.ts";
import { checkBars } from "../quality/checkBars.ts";
import { confirmSplit } from "./adjustSplits.ts";
import { repairBars } from "./repairBars.ts";
import type { Change, RepairPlan } from "./repairPlan.ts";

/** Bars with planted faults, empty and infinite cells, and rows without a time. */
function broken(seed: number, interval: Bars["interval"]): Bars {
  const good = generateBars({ symbol: "X", rows: 500, interval, start: Date.parse("2010-01-04"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(seed));
  const { uniform } = randomStream(split(randomKey(seed), "cells"));
  const odd = [Number.NaN, Number.NaN, Infinity, -Infinity, 0, -1];
  return mapBars(breakBars(good, randomKey(seed), { each: 2 }).bars, (column, name) => column.map((value) => (uniform() < (name === "closeTime" ? 0.004 : 0.02) ? (name === "closeTime" ? Number.NaN : odd[Math.floor(6 * uniform())]!) : value)));
}

type Row = { readonly from: number; readonly cells: Record<BarColumn, number> };

/** What a list of changes says, done again by hand. */
function replay(bars: Bars, changes: readonly Change[]): Bars {
  let rows: Row[] = Array.from(bars.closeTime, (_, row) => ({ from: row, cells: { closeTime: bars.closeTime[row]!, open: bars.open[row]!, high: bars.high[row]!, low: bars.low[row]!, close: bars.close[row]!, volume: bars.volume[row]! } }));
  for (let k = 0; k < changes.length; ) {
    const { code } = changes[k]!;
    let end = k;
    while (end < changes.length && isOneStep(changes[k]!, changes[end]!)) end++;
    const step = changes.slice(k, end);
    const named = new Set(step.map(({ where }) => where.row));
    if (code === "dropped" || code === "unfinished dropped") rows = rows.filter((_, row) => !named.has(row));
    if (code === "sorted" || code === "duplicate dropped") {
      const gone = new Set(step.filter((change) => change.code === "duplicate dropped").map(({ where }) => where.row));
      rows = rows.filter((_, row) => !gone.has(row)).sort((a, b) => a.cells.closeTime - b.cells.closeTime);
    }
    for (const { from, scaled, to, where: { column, row } } of step) {
      if (code === "emptied") {
        const { cells } = rows[row]!;
        for (const name of ["open", "high", "low", "close"] as const) cells[name] = Number.NaN;
        if (cells.volume < 0) cells.volume = Number.NaN;
      }
      if (code === "filled forward" || code === "interpolated") {
        expect(Object.is(rows[row]!.cells[column!], from)).toBe(true);
        rows[row]!.cells[column!] = to;
      }
      if (scaled) for (let t = 0; t <= row; t++) for (const name of ["open", "high", "low", "close", "volume"] as const) rows[t]!.cells[name] *= name === "volume" ? scaled.volume : scaled.price;
    }
    k = end;
  }
  return { ...bars, ...Object.fromEntries(BAR_COLUMNS.map((name) => [name, Float64Array.from(rows, ({ cells }) => cells[name])])) };
}

/** Which field of the plan made a change; rows count as they were before its step. */
function stepOf({ code, why }: Change): string {
  if (code === "sorted" || code === "duplicate dropped") return "order";
  if (code !== "dropped" && code !== "emptied") return code;
  return ["no time", "spike", "missing value"].find((reason) => why.startsWith(reason)) ?? "bad bars";
}

const isOneStep = (a: Change, b: Change): boolean => stepOf(a) === stepOf(b);

const plans: fc.Arbitrary<RepairPlan> = fc.record({
  order: fc.constantFrom("keep", "sortKeepFirst", "sortKeepLast"), unfinished: fc.constantFrom("keep", "drop"), badBars: fc.constantFrom("keep", "missing", "drop"), splits: fc.constantFrom("keep", "adjust"),
  outliers: fc.constantFrom("keep", "missing", "drop"), missing: fc.constantFrom("keep", "drop", "forwardFill", "interpolate"), acrossSessions: fc.boolean(), fillLimit: fc.constantFrom(1, 3, Infinity),
});

const BAD: readonly FindingCode[] = ["price not positive", "high below low", "open outside range", "close outside range", "negative volume"];

test("any plan on any bars: an error in words or bars of which the list of changes is the whole story, without what was to be repaired", () => {
  fc.assert(fc.property(plans, fc.constantFrom<Bars["interval"]>("1d", "1h"), fc.integer({ min: 1, max: 1e6 }), (chosen, interval, seed) => {
    const bars = broken(seed, interval);
    const sorted = repairBars(bars, { order: "sortKeepFirst", badBars: "keep", outliers: "keep", missing: "keep" }).bars;
    const actions = checkBars(sorted).filter(({ code }) => code === "suspected split").slice(0, 2).map((finding) => confirmSplit(sorted, finding));
    const plan = { ...chosen, actions, now: sorted.closeTime.at(-3)! };
    let made;
    try {
      made = repairBars(bars, plan);
    } catch (error) {
      expect(error).toBeInstanceOf(MarketError);
      expect(plan.order).toBe("keep");
      return;
    }
    const again = replay(bars, made.changes);
    for (const name of BAR_COLUMNS) expect([...again[name]], name).toEqual([...made.bars[name]]);
    const left = new Set(checkBars(made.bars).map(({ code }) => code));
    if (plan.order !== "keep") for (const code of ["unsorted time", "duplicate time"] as const) expect(left).not.toContain(code);
    if (plan.badBars !== "keep") for (const code of BAD) expect(left).not.toContain(code);
    if (plan.missing === "drop" && plan.order !== "keep") expect(left).not.toContain("missing value");
  }), { seed: 1, numRuns: 150 });
});
