import type { ExchangeName } from "../../market/calendars/exchangeCalendar.ts";
import { defineFactor } from "../factor.ts";
import { exchangeDays } from "./exchangeDays.ts";

/** Exchanges with hours and holidays of their own. */
export const STOCK_EXCHANGES = ["NYSE", "LSE", "JPX", "ASX"] as const satisfies readonly ExchangeName[];

/** Where a bar stands in the day of an exchange, on its own clocks. Minutes to the close count to the scheduled one: an early close that nobody had announced is not known before. */
export const exchangeHoursFactors = STOCK_EXCHANGES.map((exchange) => {
  const suffix = exchange.toLowerCase();
  return defineFactor({
    name: `exchange_hours_${suffix}`,
    family: "calendar",
    formula: "1 if part of the bar lies in the session, outside the lunch break; minutes from the open to the bar's close; minutes from there to the scheduled close",
    source: `trading hours of ${exchange}`,
    edge: "after the session 0 to the close, and since the open the session's length until the next one opens",
    inputs: ["closeTime"],
    parameters: {},
    outputs: [
      { id: `is_open_${suffix}`, description: `1 while ${exchange} trades`, unit: "flag" },
      { id: `minutes_since_open_${suffix}`, description: `Minutes since ${exchange} opened`, unit: "number" },
      { id: `minutes_to_close_${suffix}`, description: `Minutes until ${exchange} closes`, unit: "number" },
    ],
    defaults: [],
    intradayOnly: true,
    lines: ({ closeTime, interval }) => {
      const { isInside, minutesSinceOpen, minutesToClose } = exchangeDays(closeTime, interval, exchange);
      return [isInside, minutesSinceOpen, minutesToClose];
    },
  });
});
