import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { type ExchangeCalendar, exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { latestSession, tradedSessions } from "./checks/hours.ts";
import { risingRows } from "./checks/risingRows.ts";

/** When bars must be there: in the sessions of an exchange; every day at every hour; or, as "nyse", on New York's days and for shorter bars at any hour of a weekday. "unknown": of an exchange whose days are not known here, so gaps are not judged. */
export type TradingCalendar = ExchangeName | "nyse" | "everyDay" | "unknown";

/** Share of bars inside New York's hours from which a symbol of unknown kind is taken for one that trades there. */
const INSIDE = 0.6;

/** Exchanges by the ending of Yahoo's symbols, and their indices. */
const EXCHANGES: Readonly<Record<string, ExchangeName>> = { L: "LSE", T: "JPX", AX: "ASX", "^FTSE": "LSE", "^FTMC": "LSE", "^N225": "JPX", "^AXJO": "ASX", "^AORD": "ASX" };
/** Other indices outside of New York. */
const FOREIGN = new Set(["^GDAXI", "^FCHI", "^STOXX50E", "^STOXX", "^HSI", "^SSMI", "^IBEX", "^AEX", "^GSPTSE", "^BVSP", "^BSESN", "^NSEI", "^KS11", "^TWII", "^STI"]);

/**
 * Calendar of bars whose exchange nobody named: BTC-USD never stops, EURUSD=X trades from Sunday to Friday, 7203.T and ^N225 have Tokyo's days, SAP.DE days that are not known here; other daily bars have New York's.
 * Shorter ones have its hours if most of them lie inside, or would on a clock that is wrong by the same amount session after session.
 */
export function guessCalendar({ closeTime, interval, symbol }: Bars): TradingCalendar {
  if (/^[A-Z0-9]{2,10}-(USD|EUR|GBP|JPY|CHF|AUD|CAD|USDT|USDC|BTC|ETH)$/.test(symbol)) return "CRYPTO";
  if (symbol.endsWith("=X")) return "FOREX";
  const exchange = EXCHANGES[symbol] ?? EXCHANGES[/\.([A-Z]{1,2})$/.exec(symbol)?.[1] ?? ""];
  if (exchange !== undefined) return exchange;
  if (FOREIGN.has(symbol) || /\.[A-Z]{2}$|\.V$/.test(symbol)) return "unknown";
  if (interval === "1d") return "NYSE";
  const rows = risingRows(closeTime);
  if (rows.length === 0) return "nyse";
  const newYork = exchangeCalendar("NYSE");
  if (insideOf(newYork, { closeTime, interval }, rows) >= INSIDE * rows.length) return "NYSE";
  const traded = tradedSessions({ closeTime, interval }, newYork, rows);
  return traded.length > 0 && traded.filter(({ shift }) => shift !== 0).length >= INSIDE * traded.length ? "NYSE" : "nyse";
}

/** How many bars have a part inside of their session. */
function insideOf(calendar: ExchangeCalendar, { closeTime, interval }: Pick<Bars, "closeTime" | "interval">, rows: Int32Array): number {
  const sessionOf = latestSession(calendar);
  let inside = 0;
  for (let k = 0; k < rows.length; k++) {
    const time = closeTime[rows[k]!]!;
    if (time - INTERVAL_MILLIS[interval] < sessionOf(time).close) inside++;
  }
  return inside;
}

/** The exchange whose days and hours are meant; undefined where there are none to keep. */
export function exchangeOf(calendar: TradingCalendar, interval: Bars["interval"]): ExchangeName | undefined {
  if (calendar === "everyDay") return "CRYPTO";
  if (calendar === "unknown") return undefined;
  return calendar !== "nyse" ? calendar : interval === "1d" ? "NYSE" : undefined;
}
