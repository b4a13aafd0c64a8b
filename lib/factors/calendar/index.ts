import { dayOfMonthFactor, hourFactor, monthCycleFactor, weekCycleFactor } from "./cycle.ts";
import { dayOfWeekFactor, monthFactor, quarterFactor, turnOfMonthFactor } from "./date.ts";

export const CALENDAR = [hourFactor, dayOfWeekFactor, weekCycleFactor, dayOfMonthFactor, monthFactor, monthCycleFactor, quarterFactor, turnOfMonthFactor];
