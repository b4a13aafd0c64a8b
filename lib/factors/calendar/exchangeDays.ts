import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { INTERVALS, type Interval } from "../../market/bars.ts";
import { exchangeCalendar, EXCHANGES, type ExchangeName } from "../../market/calendars/exchangeCalendar.ts";
import { sessionIndex } from "../../market/calendars/sessionIndex.ts";
import { operators, type Line } from "../engine/line.ts";
import { FactorError } from "../error.ts";

/** `sessionIndex` of an exchange as lines: what each bar's own time and the schedule say. */
export type ExchangeDays = Readonly<Record<"day" | "date" | "isInside" | "minutesSinceOpen" | "minutesToClose" | "isHoliday" | "isBeforeHoliday" | "isAfterHoliday", Line>>;

const NAMES = ["day", "date", "isInside", "minutesSinceOpen", "minutesToClose", "isHoliday", "isBeforeHoliday", "isAfterHoliday"] as const;

/** Where bars stand in the sessions of an exchange; one node for all factors that ask. `interval`: milliseconds from bar to bar. */
export function exchangeDays(closeTime: Line, interval: number, exchange: ExchangeName): ExchangeDays {
  const calendar = exchangeCalendar(exchange);
  const [day, date, isInside, minutesSinceOpen, minutesToClose, isHoliday, isBeforeHoliday, isAfterHoliday] = operators("exchangeDays", [closeTime], [EXCHANGES.indexOf(exchange), interval], {
    delays: [0, 0, 0, 0, 0, 0, 0, 0] as const,
    start: ([closeTime], outputs) => (from, to) => {
      const index = sessionIndex(calendar, closeTime.subarray(from, to), intervalOf(interval));
      for (let k = 0; k < NAMES.length; k++) outputs[k]!.set(index[NAMES[k]!], from);
    },
  });
  return { day, date, isInside, minutesSinceOpen, minutesToClose, isHoliday, isBeforeHoliday, isAfterHoliday };
}

function intervalOf(millis: number): Interval {
  const found = INTERVALS.find((interval) => INTERVAL_MILLIS[interval] === millis);
  if (found === undefined) throw new FactorError(`no bars are ${millis} ms long; there are ${INTERVALS.join(", ")}`);
  return found;
}
