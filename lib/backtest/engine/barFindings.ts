import { isoDate } from "../../market/bars.ts";
import { DAY_MILLIS } from "../../market/calendars/day.ts";
import { LOOKS_AHEAD } from "../../market/repair/repairPlan.ts";
import { percent } from "../percent.ts";
import type { BacktestFinding, FindingCode } from "../result.ts";
import type { Feed } from "./feed.ts";
import type { Holding } from "./holding.ts";
import { LONGEST_HOLIDAY } from "./longestHoliday.ts";
import { momentsOf } from "./moments.ts";

/** The asset that kept a strategy from ever deciding. */
export function neverDecided(holdings: readonly Holding[], warmUp: number, moments: Float64Array): BacktestFinding {
  const { feed } = holdings.reduce((one, other) => (other.feed.count < one.feed.count ? other : one));
  return finding("never-decided", feed, moments.at(-1)!, moments, `${warmUp} bars of every asset, the warm-up`, `${feed.count} bars: the strategy was never called`);
}

/** What a margin call or ruin could not close any more. */
export function notClosed(holdings: readonly Holding[], moments: Float64Array): BacktestFinding[] {
  return holdings.map(({ feed }) => finding("not-closed", feed, moments.at(-1)!, moments, `a bar of ${feed.symbol} after the margin call or the ruin, to close its position in`, "the end of the run: the position is marked at its last close, and may bring less"));
}

/** What is odd about the bars of a run and does not stop it: at most one finding of a kind for each asset. */
export function barFindings(feeds: readonly Feed[], holdings: readonly Holding[], moments: Float64Array): BacktestFinding[] {
  const end = moments.at(-1) ?? Number.NaN;
  const traded = holdings.map(({ feed }) => feed);
  const clocks = new Map([...Map.groupBy(traded, ({ interval }) => interval)].map(([interval, own]) => [interval, momentsOf(own)]));
  return [
    ...feeds.flatMap((feed) => [...foreknown(feed, moments), ...outOfRange(feed, moments)]),
    ...holdings.flatMap((holding) => [...gaps(holding, moments), ...missing(holding, clocks, moments), ...early(holding, end, moments), ...unseenDelisting(holding, end, moments)]),
  ];
}

function finding(code: FindingCode, { symbol }: Feed, time: number, moments: Float64Array, expected: string, got: string): BacktestFinding {
  return { code, where: { asset: symbol, row: rowAt(moments, time), date: isoDate(time) }, expected, got };
}

/** Bars whose repair used later bars show a strategy what nobody knew; their provenance says so. */
function foreknown(feed: Feed, moments: Float64Array): BacktestFinding[] {
  const { provenance } = feed;
  if (!provenance.includes(LOOKS_AHEAD) || feed.count === 0) return [];
  return [finding("bars-look-ahead", feed, feed.bars.closeTime[0]!, moments, "bars made from what was known then", `a repair that used later ones (${provenance}): leave holes, or fill them forward`)];
}

function outOfRange(feed: Feed, moments: Float64Array): BacktestFinding[] {
  const { close, closeTime, high, low, open } = feed.bars;
  let [first, count] = [-1, 0];
  for (let t = 0; t < feed.count; t++) {
    if (Number.isNaN(open[t]!) || (low[t]! <= open[t]! && low[t]! <= close[t]! && open[t]! <= high[t]! && close[t]! <= high[t]! && high[t]! < Number.POSITIVE_INFINITY)) continue;
    count++;
    if (first < 0) first = t;
  }
  if (count === 0) return [];
  const got = `open ${open[first]}, close ${close[first]} in a bar from ${low[first]} to ${high[first]}${count > 1 ? `, and ${count - 1} more` : ""}`;
  return [finding("beyond-range", feed, closeTime[first]!, moments, "an open and a close between the low and the high", got)];
}

function gaps({ feed }: Holding, moments: Float64Array): BacktestFinding[] {
  const { closeTime } = feed.bars;
  let [longest, at, count] = [LONGEST_HOLIDAY, -1, 0];
  for (let t = 1; t < feed.count; t++) {
    const length = closeTime[t]! - closeTime[t - 1]!;
    if (length > LONGEST_HOLIDAY) count++;
    if (length > longest) [longest, at] = [length, t];
  }
  if (at < 0) return [];
  const got = `none for ${Math.floor(longest / DAY_MILLIS)} days before this one${count > 1 ? `, and ${count - 1} more gaps` : ""}; orders waited for it`;
  return [finding("gap", feed, closeTime[at]!, moments, `a bar of ${feed.symbol} at least every ${LONGEST_HOLIDAY / DAY_MILLIS} days`, got)];
}

/** Moments between an asset's first and last bar at which others of its interval have a bar and it has none. */
function missing({ feed }: Holding, clocks: ReadonlyMap<string, Float64Array>, moments: Float64Array): BacktestFinding[] {
  const clock = clocks.get(feed.interval)!;
  if (feed.count === 0) return [];
  const { closeTime } = feed.bars;
  const from = rowAt(clock, closeTime[0]!);
  const absent = rowAt(clock, closeTime[feed.count - 1]!) + 1 - from - feed.count;
  if (absent === 0) return [];
  let t = 0;
  while (clock[from + t] === closeTime[t]) t++;
  const got = `${absent} ${absent === 1 ? "moment" : "moments"} without one, of which this is the first; it kept its last close, and its orders waited`;
  return [finding("calendars-differ", feed, clock[from + t]!, moments, `a bar of ${feed.symbol} whenever another asset has one`, got)];
}

function early({ delisting, feed }: Holding, end: number, moments: Float64Array): BacktestFinding[] {
  const last = feed.bars.closeTime[feed.count - 1] ?? Number.NaN;
  if (!(end - last > LONGEST_HOLIDAY) || delisting.time <= end) return [];
  return [finding("bars-end", feed, last, moments, `bars of ${feed.symbol} to the end of the run, or a delisting`, "its last bar; a position keeps that close to the end")];
}

/** A delisting soon after the last bar of a run is of these bars, and yet not in it: what holders lost would be missing. */
function unseenDelisting({ delisting: { delistingReturn = 0, time }, feed }: Holding, end: number, moments: Float64Array): BacktestFinding[] {
  if (delistingReturn === 0 || !(time > end && time - end <= LONGEST_HOLIDAY)) return [];
  return [finding("delisting-later", feed, end, moments, `a bar that closes at the delisting of ${feed.symbol} on ${isoDate(time)} or later, or a delisting dated by its last bar`, `the end of the run: the delisting return of ${percent(delistingReturn)} is not in it`)];
}

/** Row of a moment, which is among them. */
function rowAt(moments: Float64Array, time: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
