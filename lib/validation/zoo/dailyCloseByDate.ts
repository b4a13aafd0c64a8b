import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { resampleBars } from "../../market/resample/resampleBars.ts";
import { openTime } from "../../market/calendars/sessions.ts";
import { eachRow } from "./series.ts";
import { specimen } from "./specimen.ts";

const DAY = INTERVAL_MILLIS["1d"];

/** Resampled to days, then joined back by date: `merge(on="date")`. */
export const dailyCloseByDate = specimen({
  name: "daily close joined by date",
  says: "The close of the day was joined to all bars of that date, which come before it.",
  market: "hourly",
  barsAhead: 23,
  leaky: (bars) => {
    const daily = resampleBars(bars, "1d");
    const closes = new Map(Array.from(daily.closeTime, (time, row) => [Math.floor(time / DAY), daily.close[row]!]));
    return eachRow(bars.close.length, (row) => bars.close[row]! / (closes.get(Math.floor(openTime(bars, row) / DAY)) ?? Number.NaN));
  },
  clean: (bars) => {
    const daily = resampleBars(bars, "1d");
    const closes = new Map(Array.from(daily.closeTime, (time, row) => [Math.floor(time / DAY), daily.close[row]!]));
    return eachRow(bars.close.length, (row) => bars.close[row]! / (closes.get(Math.floor(openTime(bars, row) / DAY) - 1) ?? Number.NaN));
  },
});
