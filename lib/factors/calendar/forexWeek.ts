import { weekdayOf } from "../../market/calendars/day.ts";
import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { exchangeDays } from "./exchangeDays.ts";

const MINUTES_A_DAY = 1440;
const DAYS_A_WEEK = 5;

/** Share of the currency week that has passed at the bar's close: from Sunday to Friday 17:00 New York, five sessions of a day, the first of them Monday's. 1 at the weekend. */
export function weekShare(day: Line, minutesSinceOpen: Line): Line {
  return operator("weekShare", [day, minutesSinceOpen], [], { start: ([day, minutes], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = ((weekdayOf(day[t]!) - 1) * MINUTES_A_DAY + minutes[t]!) / (DAYS_A_WEEK * MINUTES_A_DAY);
  } });
}

export const forexWeekFactor = defineFactor({
  name: "forex_week_position",
  family: "calendar",
  formula: "(bar's close − Sunday 17:00)/(Friday 17:00 − Sunday 17:00), New York",
  source: "trading week of the currency market",
  edge: "1 at the weekend",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [{ id: "forex_week_position", description: "Share of the currency week that has passed", unit: "ratio" }],
  defaults: [],
  intradayOnly: true,
  lines: ({ closeTime, interval }) => {
    const { day, minutesSinceOpen } = exchangeDays(closeTime, interval, "FOREX");
    return [weekShare(day, minutesSinceOpen)];
  },
});
