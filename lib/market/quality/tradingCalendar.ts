import type { Bars } from "../bars.ts";
import { exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { sessionIndex } from "../calendars/sessionIndex.ts";

/** When bars must be there: in the sessions of an exchange; every day at every hour; or, as "nyse", on New York's days and for shorter bars at any hour of a weekday. */
export type TradingCalendar = ExchangeName | "nyse" | "everyDay";

/** Share of bars inside New York's hours from which a symbol of unknown kind is taken for one that trades there. */
const INSIDE = 0.6;

/** Calendar of bars whose exchange nobody named: BTC-USD never stops, EURUSD=X trades from Sunday to Friday, other daily bars have New York's days. Shorter ones have its hours if most of them lie inside. */
export function guessCalendar({ closeTime, interval, symbol }: Bars): TradingCalendar {
  if (/^[A-Z0-9]{2,10}-(USD|EUR|GBP|JPY|CHF|AUD|CAD|USDT|USDC|BTC|ETH)$/.test(symbol)) return "CRYPTO";
  if (symbol.endsWith("=X")) return "FOREX";
  if (interval === "1d") return "NYSE";
  const times = closeTime.filter(Number.isFinite);
  const { isInside } = sessionIndex(exchangeCalendar("NYSE"), times, interval);
  return isInside.reduce((sum, inside) => sum + inside, 0) >= INSIDE * times.length && times.length > 0 ? "NYSE" : "nyse";
}

/** The exchange whose days and hours are meant; undefined where there are none to keep. */
export function exchangeOf(calendar: TradingCalendar, interval: Bars["interval"]): ExchangeName | undefined {
  if (calendar === "everyDay") return "CRYPTO";
  return calendar !== "nyse" ? calendar : interval === "1d" ? "NYSE" : undefined;
}
