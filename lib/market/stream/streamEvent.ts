import { formatBarTime } from "../barTime.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { formatFinding } from "../finding.ts";
import type { Reason } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { BAR_VALUES, type LiveBar } from "./liveBar.ts";

/** What happens to a stream beside its bars. */
export type StreamEvent =
  /** A connection stands; after the first one, bars of the time between are fetched. */
  | { readonly kind: "connected" }
  /** A connection or a request failed; the next try is at `retryAt`. */
  | { readonly kind: "lost"; readonly reason: Reason; readonly message: string; readonly retryAt: UtcMillis }
  /** Nothing was heard for so long, not even a ping: the connection is given up. */
  | { readonly kind: "stale"; readonly silentMillis: number }
  /** Bars that closed after `from`, up to and with `to`, were fetched; `missing` of them the source does not have. */
  | { readonly kind: "gap filled"; readonly from: UtcMillis; readonly to: UtcMillis; readonly bars: number; readonly missing: number }
  /** The reader is slower than the market: finished bars were let go and will be fetched again when their turn comes. */
  | { readonly kind: "behind"; readonly buffered: number }
  /** A source that is asked is left alone: nobody trades until the exchange opens. */
  | { readonly kind: "closed"; readonly exchange: string; readonly opensAt: UtcMillis }
  /** The symbol's exchange has no calendar here: a source that is asked is asked day and night. Told once. */
  | { readonly kind: "hours unknown"; readonly symbol: string }
  /** The source gives a bar with other values than those it was given with. It is not given again. */
  | { readonly kind: "corrected"; readonly given: LiveBar; readonly bar: LiveBar }
  | { readonly kind: "finding"; readonly finding: AnswerFinding };

/** An event as one sentence. */
export function formatStreamEvent(event: StreamEvent): string {
  switch (event.kind) {
    case "connected": return "connected";
    case "lost": return `connection lost, next try at ${new Date(event.retryAt).toISOString()}: ${event.message}`;
    case "stale": return `nothing heard for ${Math.round(event.silentMillis / 1000)} s, connecting again`;
    case "gap filled": return `gap up to ${formatBarTime(event.to)} filled with ${event.bars} bars${event.missing > 0 ? `, ${event.missing} are missing at the source` : ""}`;
    case "behind": return `the reader is behind: more than ${event.buffered} bars wait, the rest is fetched later`;
    case "closed": return `${event.exchange} is closed, nothing is asked before it opens at ${new Date(event.opensAt).toISOString()}`;
    case "hours unknown": return `the trading hours of ${event.symbol} are not known here, so that the source is asked day and night`;
    case "corrected": return `the source corrects the bar of ${formatBarTime(event.bar.closeTime)}: ${changes(event.given, event.bar).join(", ")}`;
    case "finding": return formatFinding(event.finding);
  }
}

function changes(given: LiveBar, bar: LiveBar): readonly string[] {
  return BAR_VALUES.filter((name) => !Object.is(given[name], bar[name])).map((name) => `${name} ${given[name]} → ${bar[name]}`);
}
