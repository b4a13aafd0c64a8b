import { expect, test } from "vitest";
import { loadBars } from "../loadBars.ts";
import { loadPrices } from "../loadPrices.ts";
import { dayOfBar } from "./day.ts";
import { exchangeCalendar } from "./exchangeCalendar.ts";
import { sessionIndex } from "./sessionIndex.ts";

test("New York traded on the days on which the S&P 500 has a price, 1990 to 2022", async () => {
  const { closeTime } = await loadPrices("SP500_PRICE");
  const days = Array.from(closeTime, dayOfBar);
  expect(exchangeCalendar("NYSE").tradingDaysBetween(days[0]! - 1, days.at(-1)! + 1)).toEqual(days);
});

test("every hour of the euro of 2017 lies in the currency week, whose ends the hours meet in summer and winter", async () => {
  const { closeTime, interval } = await loadBars({ symbol: "EURUSD" });
  const { day, isInside, minutesSinceOpen, minutesToClose } = sessionIndex(exchangeCalendar("FOREX"), closeTime, interval);
  expect(isInside).not.toContain(0);
  const weeks = Array.from(day.keys()).filter((t) => t > 0 && day[t]! - day[t - 1]! > 1);
  expect(weeks.map((t) => minutesToClose[t - 1])).toEqual(weeks.map(() => 0));
  // The first hour of each week; on Christmas Eve, the last Sunday but one, trading began an hour late.
  expect(weeks.map((t) => minutesSinceOpen[t])).toEqual(weeks.map((_, week) => (week === 50 ? 120 : 60)));
});
