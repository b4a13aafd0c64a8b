import type { ExchangeRules } from "./exchangeRules.ts";

const NOTHING = { holidays: () => new Map<number, string>(), specialClosings: {}, halfDays: [], specialHours: {}, knownFrom: 1998, knownTo: 2030 };

/** Crypto currencies: every day of UTC is a session, one begins where the other ends. */
export const CRYPTO: ExchangeRules = {
  ...NOTHING,
  name: "CRYPTO",
  code: "24/7",
  timeZone: "UTC",
  weekend: [],
  hours: [{ from: "2009-01-03", open: "00:00", close: "24:00" }],
};

/**
 * Currency market: from Sunday 17:00 to Friday 17:00 New York. A session runs from 17:00 to 17:00 and has the date on which it closes, Monday to Friday.
 * Banks keep holidays, the market does not: none is listed.
 */
export const FOREX: ExchangeRules = {
  ...NOTHING,
  name: "FOREX",
  code: "24/5",
  timeZone: "America/New_York",
  weekend: [0, 6],
  hours: [{ from: "1971-08-15", open: "-07:00", close: "17:00" }],
};
