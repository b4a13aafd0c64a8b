import { dayOfMonthFactor, hourFactor, monthCycleFactor, weekCycleFactor } from "./cycle.ts";
import { dayOfWeekFactor, monthFactor, quarterFactor } from "./date.ts";
import { turnOfMonthFactor } from "./turnOfMonth.ts";

export const CALENDAR = [hourFactor, dayOfWeekFactor, weekCycleFactor, dayOfMonthFactor, monthFactor, monthCycleFactor, quarterFactor, turnOfMonthFactor];
