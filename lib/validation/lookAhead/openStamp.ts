import { formatBarTime } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { countUpTo } from "./panel.ts";

/** Bars whose returns agree with what another series does after their time, not before it: they are stamped with their open. */
export type OpenStampFinding = {
  readonly code: "stamped with its open";
  readonly symbol: string;
  readonly where: { readonly row: number; readonly date: string };
  /** Correlation with the other series' return up to the stamp, and from the stamp on to the next. */
  readonly before: number;
  readonly after: number;
  readonly rows: number;
};

/** Bars below which a correlation says little. */
const LEAST = 60;
/** Standard errors by which the wrong correlation must exceed the right one. */
const STRENGTH = 4;

/**
 * A reference series looks ahead by a whole bar if its file gives the time at which a bar opens and it is read as the close. No function can show that; the data can:
 * the reference's return then goes with the other series' return after the stamp. Found where that correlation exceeds the one before the stamp by four standard errors.
 */
export function openStamp(reference: Bars, bars: Bars): OpenStampFinding | undefined {
  const prices = Array.from(reference.closeTime, (time) => bars.close[countUpTo(bars.closeTime, time) - 1] ?? Number.NaN);
  const returns = Array.from(reference.close, (price, row) => Math.log(price / (reference.close[row - 1] ?? Number.NaN)));
  const moves = prices.map((price, row) => Math.log(price / (prices[row - 1] ?? Number.NaN)));
  const usable = returns.flatMap((value, row) => {
    const [before, after] = [moves[row]!, moves[row + 1] ?? Number.NaN];
    return [value, before, after].every(Number.isFinite) ? [{ value, before, after }] : [];
  });
  if (usable.length < LEAST) return undefined;
  const values = usable.map(({ value }) => value);
  const before = correlation(values, usable.map((one) => one.before));
  const after = correlation(values, usable.map((one) => one.after));
  if (!(after - Math.max(before, 0) > STRENGTH / Math.sqrt(usable.length))) return undefined;
  return { code: "stamped with its open", symbol: reference.symbol, where: { row: 0, date: formatBarTime(reference.closeTime[0]!) }, before, after, rows: usable.length };
}

/** One sentence about the stamps. */
export function formatOpenStamp({ after, before, rows, symbol }: OpenStampFinding): string {
  return `${symbol} seems to be stamped with the open of its bars: its returns go with what follows the stamp (correlation ${after.toFixed(2)} over ${rows} bars), not with what led to it (${before.toFixed(2)}). Stamp its bars with their close.`;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  a.forEach((value, k) => {
    products += (value - meanA) * (b[k]! - meanB);
    squaresA += (value - meanA) ** 2;
    squaresB += (b[k]! - meanB) ** 2;
  });
  return squaresA === 0 || squaresB === 0 ? 0 : products / Math.sqrt(squaresA * squaresB);
}
