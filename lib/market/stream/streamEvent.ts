import { formatBarTime } from "../barTime.ts";
import { type AnswerFinding, formatAnswerFinding } from "../connection/answerFinding.ts";
import type { Reason } from "../error.ts";
import type { UtcMillis } from "../units.ts";

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
  | { readonly kind: "finding"; readonly finding: AnswerFinding };

/** An event as one sentence. */
export function formatStreamEvent(event: StreamEvent): string {
  switch (event.kind) {
    case "connected": return "connected";
    case "lost": return `connection lost, next try at ${new Date(event.retryAt).toISOString()}: ${event.message}`;
    case "stale": return `nothing heard for ${Math.round(event.silentMillis / 1000)} s, connecting again`;
    case "gap filled": return `gap up to ${formatBarTime(event.to)} filled with ${event.bars} bars${event.missing > 0 ? `, ${event.missing} are missing at the source` : ""}`;
    case "behind": return `the reader is behind: more than ${event.buffered} bars wait, the rest is fetched later`;
    case "finding": return formatAnswerFinding(event.finding);
  }
}
