import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Price, UtcMillis, Volume } from "../units.ts";

/** A bar as it happens. While `isFinished` is false its close time lies in the future and its values may change. */
export type LiveBar = {
  readonly symbol: string;
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
};

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
