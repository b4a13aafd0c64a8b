import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { type ExchangeCalendar, exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { exchangeOfSymbol, isForeignSymbol } from "../instruments/exchangeOfSymbol.ts";
import { latestSession, tradedSessions } from "./checks/hours.ts";
import { risingRows } from "./checks/risingRows.ts";

/** When bars must be there: in the sessions of an exchange; every day at every hour; or, as "nyse", on New York's days and for shorter bars at any hour of a weekday. "unknown": of an exchange whose days are not known here, so gaps are not judged. */
export type TradingCalendar = ExchangeName | "nyse" | "everyDay" | "unknown";

/** Share of bars inside New York's hours from which a symbol of unknown kind is taken for one that trades there. */
const INSIDE = 0.6;

/**
 * Calendar of bars whose exchange nobody named: BTC-USD never stops, EURUSD=X trades from Sunday to Friday, 7203.T and ^N225 have Tokyo's days, SAP.DE days that are not known here; other daily bars have New York's.
 * Shorter ones have its hours if most of them lie inside, or would on a clock that is wrong by the same amount session after session.
 */
export function guessCalendar({ closeTime, interval, symbol }: Bars): TradingCalendar {
  const exchange = symbol.endsWith("=X") ? "FOREX" : exchangeOfSymbol(symbol);
  // A name without an ending may be anything's: its hours tell.
  if (exchange !== undefined && exchange !== "NYSE") return exchange;
  if (isForeignSymbol(symbol)) return "unknown";
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
