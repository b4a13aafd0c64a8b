import type { UtcMillis } from "../units.ts";
import type { Day } from "./day.ts";

/** One day's trading. */
export type ExchangeSession = {
  /** Date of the session at the exchange; of a currency session the date on which it closes. */
  readonly day: Day;
  readonly open: UtcMillis;
  /** As it was, a failure of the systems included. */
  readonly close: UtcMillis;
  /** The close that was known in the morning. Time to the close is counted from this one. */
  readonly scheduledClose: UtcMillis;
  /** Lunch breaks. */
  readonly breaks: readonly { readonly from: UtcMillis; readonly to: UtcMillis }[];
  /** Whether it closes early by schedule, so that everybody knew it beforehand. */
  readonly isHalfDay: boolean;
};
