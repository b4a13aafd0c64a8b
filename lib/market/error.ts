/**
 * Why something could not be had, for code that must choose what to do next:
 * misuse (the request is wrong) · symbol (unknown there) · plan (the key's plan does not hold it) · key (missing, refused or expired) · budget (the day's or minute's budget is used up) ·
 * limit (the source said: too many requests) · offline (no connection) · timeout · server (5xx) · broken (cut off, or not the shape agreed) · paused (the circuit breaker is open) · stopped (by the caller) · store.
 */
export type Reason = "misuse" | "symbol" | "plan" | "key" | "budget" | "limit" | "offline" | "timeout" | "server" | "broken" | "paused" | "stopped" | "store";

/** Bars that cannot be had, read or written. The text says what was asked, what was wrong and what to do. */
export class MarketError extends Error {
  override readonly name = "MarketError";
  readonly reason: Reason;
  /** The earliest moment at which asking again makes sense, where it is known. */
  readonly retryAt: number | undefined;

  constructor(message: string, { cause, reason = "misuse", retryAt }: { readonly cause?: unknown; readonly reason?: Reason; readonly retryAt?: number | undefined } = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.reason = reason;
    this.retryAt = retryAt;
  }
}
