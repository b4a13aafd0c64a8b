import type { Bars, Interval } from "../../market/bars.ts";
import { FactorError } from "../error.ts";

/** Bars of several assets by symbol. Calendars and lengths may differ: an asset takes part at a moment if it has a bar that closes then. */
export type Panel = Readonly<Record<string, Bars>>;

/** To which group each asset belongs, by grouping: `{ sector: { AAPL: "technology" } }`. */
export type Groups = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Symbols in the order in which sections see them. */
export function symbolsOf(panel: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(panel).sort();
}

/** The interval of all assets. Bars of different lengths do not close at the same moments, so they make no panel. */
export function intervalOf(panel: Panel): Interval {
  const [first, ...others] = symbolsOf(panel);
  if (first === undefined) throw new FactorError("the panel has no assets. Give bars by symbol: { AAPL: bars, AMZN: bars }.");
  const { interval } = panel[first]!;
  const other = others.find((symbol) => panel[symbol]!.interval !== interval);
  if (other !== undefined) throw new FactorError(`the panel has ${interval} bars of ${first} and ${panel[other]!.interval} bars of ${other}. Bring them to one interval with resampleBars.`);
  return interval;
}

/** Every moment at which a bar of the panel closes, in order. */
export function momentsOf(times: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(times.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const some of times) {
    all.set(some, at);
    at += some.length;
  }
  all.sort();
  let kept = 0;
  for (let k = 0; k < all.length; k++) if (k === 0 || all[k] !== all[k - 1]) all[kept++] = all[k]!;
  return all.slice(0, kept);
}

/** Numbers the groups of each grouping; a grouping or an asset that nobody gave is refused. */
export function groupNumbers(groups: Groups): (grouping: string, symbol: string) => number {
  const numbers = new Map<string, number>();
  return (grouping, symbol) => {
    const group = groups[grouping]?.[symbol];
    if (group === undefined) throw new FactorError(`the ${grouping} of ${symbol} is not known. Give it as groups: { ${grouping}: { ${symbol}: "its ${grouping}" } }.`);
    const key = `${grouping} ${group}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  };
}
