import { parseBarTime } from "./barTime.ts";
import { isoDate, sliceBars, type Bars } from "./bars.ts";
import { MarketError } from "./error.ts";
import { allBars } from "./sources/allBars.ts";
import { openSource } from "./sources/index.ts";
import type { BarsRequest } from "./sources/source.ts";
import { storedBars } from "./sources/stored.ts";
import { closesWithin } from "./writtenSpan.ts";

export type LoadOptions = Partial<BarsRequest> & {
  /** "embedded", "yahoo", "store", "file", "generated" … `npx marketbook fetch --list` shows all. */
  readonly source?: string;
  /** Only for source "store": bars as they were known at that moment. */
  readonly asOf?: string;
};

/**
 * Bars of a symbol from a source: S&P 500, daily, out of the embedded data unless told otherwise.
 * `from` and `to` are UTC days, both inside, or moments. No bar in them is an error that names the days there are.
 */
export async function loadBars({ asOf, source = "embedded", symbol = "SP500", ...rest }: LoadOptions = {}): Promise<Bars> {
  const { from, to } = closesWithin("loadBars", rest);
  const known = asOf === undefined ? undefined : parseBarTime(asOf);
  if (asOf !== undefined && (known === undefined || source !== "store")) {
    throw new MarketError(known === undefined ? `loadBars: asOf is "${asOf}", which is no moment. Write it as 2020-04-17, or as 2020-04-17T20:00:00Z.` : `loadBars: the source ${source} does not keep what was known when. Use asOf with source "store".`);
  }
  const bars = known === undefined ? await allBars(openSource(source), source, { ...rest, symbol }) : await storedBars({ ...rest, symbol }, known);
  const { closeTime } = bars;
  if (rest.from === undefined && rest.to === undefined) return bars;
  const first = closeTime.findIndex((time) => time > from);
  const end = closeTime.findIndex((time) => time > to);
  const chosen = first < 0 ? sliceBars(bars, 0, 0) : sliceBars(bars, first, end < 0 ? closeTime.length : end);
  if (chosen.closeTime.length === 0 && closeTime.length > 0) {
    throw new MarketError(`${source}: ${symbol} has no bars from ${rest.from ?? "its first day"} to ${rest.to ?? "its last day"}. It has ${closeTime.length}, from ${isoDate(closeTime[0]!)} to ${isoDate(closeTime.at(-1)!)}.`);
  }
  return chosen;
}
