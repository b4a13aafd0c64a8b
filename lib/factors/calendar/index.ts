import type { Factor } from "../factor.ts";
import { dayOfMonthFactor, hourFactor, monthCycleFactor, weekCycleFactor } from "./cycle.ts";
import { dayOfWeekFactor, monthFactor, quarterFactor } from "./date.ts";
import { exchangeHoursFactors } from "./exchangeHours.ts";
import { expiryFactor } from "./expiry.ts";
import { forexWeekFactor } from "./forexWeek.ts";
import { holidayFactors } from "./holidays.ts";
import { monthEndFactor } from "./monthEnd.ts";
import { turnOfMonthFactor } from "./turnOfMonth.ts";
import { weekOfYearFactor } from "./weekOfYear.ts";

export const CALENDAR: readonly Factor[] = [
  hourFactor, dayOfWeekFactor, weekCycleFactor, dayOfMonthFactor, monthFactor, monthCycleFactor, quarterFactor, turnOfMonthFactor,
  weekOfYearFactor, monthEndFactor, expiryFactor, ...holidayFactors, ...exchangeHoursFactors, forexWeekFactor,
];
