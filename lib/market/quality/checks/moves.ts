import type { Bars } from "../../bars.ts";
import { brief, type Finding, placeOf } from "../../finding.ts";
import { hampelScores, iqrScores, zScores } from "../outliers.ts";
import { ratioText, suspectedRatio } from "./splitRatio.ts";

const METHODS = { hampel: hampelScores, zScore: zScores, iqr: iqrScores };
/** How far a return lies from those before it. */
export type OutlierMethod = keyof typeof METHODS;

/** The same price in every column for this many bars. */
const STALE_BARS = 4;
/** A year of daily bars in which more than this share of opens equals the close before has no opens of its own. */
const COPIED_SHARE = 0.5;
/** Returns against which a return is judged. */
const WINDOW = 60;
/** A log return below this is no spike, and none of note after bars without spread. */
const BIG_MOVE = 0.05;
/** A spike has come back when the price is within this part of the jump from where it began. */
const COME_BACK = 0.35;

/**
 * Moves that are rare: a jump that goes back at once (spike), a jump in the ratio of a split, a return far outside those before it, a price that stands still.
 * Returns are scored against the 60 before them. A spike is known only one bar later: fine for cleaning a history, not for trading on it.
 */
export function* checkMoves(bars: Bars, { outliers = "hampel", threshold }: { outliers?: OutlierMethod; threshold: number }): Generator<Finding> {
  const rows = knownRows(bars);
  const returns = new Float64Array(rows.length).fill(Number.NaN);
  for (let k = 1; k < rows.length; k++) returns[k] = Math.log(bars.close[rows[k]!]! / bars.close[rows[k - 1]!]!);
  const scores = METHODS[outliers](returns, { window: WINDOW });
  let spikeAt = -1;
  for (let k = 1; k < rows.length; k++) {
    const row = rows[k]!;
    const score = scores[k]!;
    const move = (): string => `${(100 * Math.expm1(returns[k]!)).toFixed(1)} %`;
    const ratio = suspectedRatio(bars.close[rows[k - 1]!]! / (bars.open[row]! > 0 ? bars.open[row]! : bars.close[row]!));
    if (ratio !== undefined) {
      yield { code: "suspected split", severity: "warning", where: placeOf(bars, row), expected: "prices adjusted for splits", got: `${move()}, as in a split ${ratioText(ratio)}` };
    } else if (Math.abs(score) > threshold || (k > WINDOW && Number.isNaN(score) && Math.abs(returns[k]!) > BIG_MOVE)) {
      const next = returns[k + 1];
      const comesBack = next !== undefined && Math.abs(returns[k]! + next) < COME_BACK * Math.abs(returns[k]!);
      const expected = `at most ${threshold} robust deviations`;
      const got = `${move()}, ${Number.isNaN(score) ? `after ${WINDOW} bars that hardly moved` : `${brief(Math.round(score * 10) / 10)} deviations`}`;
      if (comesBack && Math.abs(returns[k]!) > BIG_MOVE) {
        spikeAt = row;
        yield { code: "spike", severity: "warning", where: placeOf(bars, row, "close"), expected, got: `${got}, and back` };
      } else if (spikeAt !== rows[k - 1]) yield { code: "outlier return", severity: "note", where: placeOf(bars, row, "close"), expected, got };
    }
  }
  yield* staleRuns(bars, rows);
}

function knownRows({ close }: Bars): Int32Array {
  const rows = new Int32Array(close.length);
  let count = 0;
  for (let row = 0; row < close.length; row++) if (close[row]! > 0) rows[count++] = row;
  return rows.subarray(0, count);
}

function* staleRuns(bars: Bars, rows: Int32Array): Generator<Finding> {
  const { close, high, low, open } = bars;
  const isFlat = (row: number, price: number): boolean => open[row] === price && high[row] === price && low[row] === price && close[row] === price;
  for (let k = 0; k < rows.length; ) {
    const price = bars.close[rows[k]!]!;
    let end = k;
    while (end < rows.length && isFlat(rows[end]!, price)) end++;
    if (end - k >= STALE_BARS) yield { code: "stale price", severity: "warning", where: placeOf(bars, rows[k]!, "close"), expected: "prices that move", got: `${brief(price)} in ${end - k} bars` };
    k = Math.max(end, k + 1);
  }
}

/** Years of daily bars whose open is the close of the day before: the source had no opens. Who trades at such an open trades at a price of yesterday. */
export function checkOpens(bars: Bars): Finding[] {
  if (bars.interval !== "1d") return [];
  const years = new Map<string, { first: number; days: number; copied: number }>();
  for (let row = 1; row < bars.open.length; row++) {
    const place = placeOf(bars, row);
    const year = years.get(place.date.slice(0, 4)) ?? { first: row, days: 0, copied: 0 };
    years.set(place.date.slice(0, 4), { first: year.first, days: year.days + 1, copied: year.copied + (bars.open[row] === bars.close[row - 1] ? 1 : 0) });
  }
  return [...years].filter(([, { copied, days }]) => days >= 20 && copied > COPIED_SHARE * days).map(([year, { copied, days, first }]) => (
    { code: "copied open", severity: "note", where: placeOf(bars, first, "open"), expected: "opens of its own", got: `${copied} of ${days} opens in ${year} equal the close before` }
  ));
}
