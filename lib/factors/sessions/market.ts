import type { BarLines } from "../factor.ts";
import { exchangeClock } from "./exchangeClock.ts";
import { currencyClock, type SessionClock } from "./sessionClock.ts";

/** Whose sessions a factor speaks of: each has a column of its own, `session_gap`, `session_gap_local`, `session_gap_nyse`. */
export type SessionMarket = {
  /** What stands behind the name in an id. */
  readonly suffix: string;
  /** What stands behind its descriptions. */
  readonly note: string;
  /** Names of its sessions, in the order of its clock. */
  readonly words: string;
  readonly clock: (bar: Pick<BarLines, "closeTime" | "interval">) => SessionClock;
  /** Columns of a single exchange are made when asked for: they say nothing of bars from elsewhere. */
  readonly isInAll: boolean;
};

/** Four sessions that overlap: in fixed hours of UTC, and in the hours of each city, which summer time moves. */
export const CURRENCIES: readonly SessionMarket[] = [
  { suffix: "", note: "", words: "Sydney 22–07, Tokyo 00–09, London 08–16, New York 13–22 UTC", clock: ({ closeTime, interval }) => currencyClock(closeTime, interval, "utc"), isInAll: true },
  { suffix: "_local", note: ", hours on each city's clocks", words: "Sydney 09–18, Tokyo 09–18, London 08–16, New York 08–17, each on its own clocks", clock: ({ closeTime, interval }) => currencyClock(closeTime, interval, "local"), isInAll: true },
];

export const MARKETS: readonly SessionMarket[] = [
  ...CURRENCIES,
  ...(["NYSE", "LSE", "JPX", "ASX"] as const).map((exchange) => ({
    suffix: `_${exchange.toLowerCase()}`,
    note: `, sessions of ${exchange}`,
    words: `the sessions of ${exchange}`,
    clock: ({ closeTime, interval }: Pick<BarLines, "closeTime" | "interval">) => exchangeClock(closeTime, interval, exchange),
    isInAll: false,
  })),
];

/** Values of the parameters in the sets: an example only, for an exchange. */
export function inSets({ isInAll }: SessionMarket, values: readonly number[]): { readonly defaults: readonly []; readonly example: readonly number[]; readonly more: readonly (readonly number[])[] } {
  return { defaults: [], example: values, more: isInAll ? [values] : [] };
}
