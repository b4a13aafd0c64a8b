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
