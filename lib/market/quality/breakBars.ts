import { type RandomKey, randomStream, shuffledIndices, split } from "../../random/index.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { mapBars, type Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Finding, FindingCode } from "../finding.ts";

/** The faults that can be planted. */
export const FAULTS = [
  "missing value", "price not positive", "high below low", "open outside range", "close outside range", "negative volume", "no volume", "spike", "stale price", "suspected split", "missing bars", "off the grid", "duplicate time", "unsorted time",
] as const satisfies readonly FindingCode[];
export type Fault = (typeof FAULTS)[number];

/** A fault and the row of the broken bars where it lies. */
export type Planted = { readonly code: Fault; readonly row: number };
export type Broken = { readonly bars: Bars; readonly planted: readonly Planted[] };

/** Rows between two faults, so that they do not meet. */
const SPACING = 12;
/** Rows at the start without faults: the history against which outliers are judged. */
const START = 70;

type Columns = { readonly closeTime: Float64Array; readonly open: Float64Array; readonly high: Float64Array; readonly low: Float64Array; readonly close: Float64Array; readonly volume: Float64Array };

/**
 * A copy of good bars with `each` faults of every kind at random rows, and the list of what was planted where. One split at most.
 * Made for exercises and for the tests of the checks; the provenance says so.
 */
export function breakBars(bars: Bars, key: RandomKey, { each = 3, faults = FAULTS }: { each?: number; faults?: readonly Fault[] } = {}): Broken {
  const places = Math.floor((bars.closeTime.length - START) / SPACING) - 1;
  const wanted = faults.flatMap((code) => Array.from({ length: code === "suspected split" ? 1 : each }, () => code));
  if (wanted.length > places) throw new MarketError(`breakBars: ${bars.closeTime.length} bars have room for ${Math.max(0, places)} faults, ${wanted.length} were asked. Give more bars or plant fewer.`);
  const chosen = shuffledIndices(places, split(key, "places"));
  const stream = randomStream(split(key, "sizes"));
  const plants = wanted.map((code, k) => ({ code, row: START + chosen[k]! * SPACING })).sort((a, b) => a.row - b.row);
  const copy = mapBars(bars, (column) => column.slice());
  for (const { code, row } of plants) breakValue(copy, code, row, stream.uniform());
  const order = breakOrder(plants, bars.closeTime.length);
  return {
    bars: { ...mapBars(copy, (column) => Float64Array.from(order, (row) => column[row]!)), provenance: `${bars.provenance}; broken on purpose` },
    planted: plants.map(({ code, row }) => ({ code, row: code === "duplicate time" ? order.lastIndexOf(row) : code === "missing bars" ? order.indexOf(row + 1) : order.indexOf(row) })),
  };
}

/** Faults inside bars. `u` is uniform on [0, 1). */
function breakValue(bars: Columns & Pick<Bars, "interval">, code: Fault, row: number, u: number): void {
  const { close, closeTime, high, low, open, volume } = bars;
  if (code === "missing value") close[row] = Number.NaN;
  if (code === "price not positive") low[row] = u < 0.5 ? 0 : -low[row]!;
  if (code === "high below low") [high[row], low[row]] = [low[row]! * 0.999, high[row]! * 1.001];
  if (code === "open outside range") open[row] = low[row]! * (0.99 - 0.02 * u);
  if (code === "off the grid") closeTime[row] = closeTime[row]! - 1000 * Math.ceil((0.1 + 0.4 * u) * (INTERVAL_MILLIS[bars.interval] / 1000)) - 1;
  if (code === "close outside range") close[row] = high[row]! * (1.01 + 0.02 * u);
  if (code === "negative volume") volume[row] = -1 - Math.abs(volume[row]!);
  if (code === "no volume") volume[row] = 0;
  if (code === "spike") high[row] = close[row] = close[row]! * (1.22 + 0.15 * u);
  if (code === "stale price") for (let k = 0; k < 5; k++) for (const column of [open, high, low, close]) column[row + k] = close[row - 1]!;
  if (code === "suspected split") for (let t = 0; t < row; t++) for (const column of [open, high, low, close]) column[t] = 2 * column[t]!;
}

/** Faults of the order of rows: for each row of the broken bars, the row it comes from. */
function breakOrder(plants: readonly Planted[], count: number): number[] {
  const order: number[] = [];
  const faultAt = new Map(plants.map(({ code, row }) => [row, code]));
  for (let row = 0; row < count; row++) {
    const fault = faultAt.get(row);
    if (fault === "missing bars") continue;
    if (fault === "duplicate time") order.push(row);
    order.push(row);
    if (faultAt.get(row - 1) === "unsorted time") order.splice(-2, 2, row, row - 1);
  }
  return order;
}

export type HitRow = { readonly code: FindingCode; readonly planted: number; readonly found: number; readonly others: number };

/** How many planted faults the findings name at their row, and how many findings of that code point elsewhere. */
export function hitRate(planted: readonly Planted[], findings: readonly Finding[]): readonly HitRow[] {
  return [...new Set(planted.map(({ code }) => code))].map((code) => {
    const mine = planted.filter((plant) => plant.code === code);
    const rows = new Set(findings.filter((finding) => finding.code === code).map(({ where }) => where.row));
    const found = mine.filter(({ row }) => rows.has(row)).length;
    return { code, planted: mine.length, found, others: rows.size - found };
  });
}
