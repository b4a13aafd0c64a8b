import type { Bars, Interval } from "../bars.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { MarketError } from "../error.ts";
import type { Price, UtcMillis, Volume } from "../units.ts";

/**
 * A bar as it happens. While `isFinished` is false its close time lies in the future and its values may change.
 * A day's bar is finished when its exchange closes, though its stamp is the last millisecond of the date.
 */
export type LiveBar = {
  readonly symbol: string;
  readonly interval: Interval;
  readonly closeTime: UtcMillis;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  readonly volume: Volume;
  readonly isFinished: boolean;
  /** The source it came from, and when. */
  readonly source: string;
  readonly receivedAt: UtcMillis;
  /** By the source's own clock, where it tells. */
  readonly sentAt?: UtcMillis;
  /** As `Bars.provenance`. */
  readonly provenance: string;
};

export const BAR_VALUES = ["open", "high", "low", "close", "volume"] as const;

/** What a source is asked to push over one connection, and what it tells meanwhile. */
export type LiveRequest = {
  readonly symbol: string;
  /** Ends the stream. A reason "timeout" says that the connection is silent: nobody may use it any longer. */
  readonly signal?: AbortSignal;
  /** The connection stands, pushes begin. */
  readonly onConnected?: () => void;
  /** Something came, if only a ping. */
  readonly onAlive?: () => void;
  /** Something came that cannot be right; it is left out. */
  readonly onFinding?: (finding: AnswerFinding) => void;
};

/** Bars as columns, for the store: `await store.saveBars(barsOfLive([bar]))`. All of one symbol and interval; unfinished ones are left out. */
export function barsOfLive(live: readonly LiveBar[]): Bars {
  const [first] = live;
  if (first === undefined) throw new MarketError("barsOfLive: there is no bar. Give at least one.");
  const { interval, provenance, symbol } = first;
  if (live.some((bar) => bar.symbol !== symbol || bar.interval !== interval)) throw new MarketError(`barsOfLive: not all bars are ${symbol} of ${interval}. Gather each series by itself.`);
  const kept = live.filter(({ isFinished }) => isFinished);
  const column = (name: "closeTime" | (typeof BAR_VALUES)[number]): Float64Array => Float64Array.from(kept, (bar) => bar[name]);
  return { symbol, interval, provenance, closeTime: column("closeTime"), open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume") };
}

/** Columns as bars one by one. */
export function liveOfBars({ close, closeTime, high, interval, low, open, provenance, symbol, volume }: Bars, told: Pick<LiveBar, "isFinished" | "source" | "receivedAt">): readonly LiveBar[] {
  return Array.from(closeTime, (time, t) => ({ symbol, interval, closeTime: time, open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]!, provenance, ...told }));
}
