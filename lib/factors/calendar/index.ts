import type { Factor } from "../factor.ts";
import { dayOfMonthFactor, hourFactor, monthCycleFactor, weekCycleFactor } from "./cycle.ts";
import { dayOfWeekFactor, monthFactor, quarterFactor } from "./date.ts";
import { turnOfMonthFactor } from "./turnOfMonth.ts";

export const CALENDAR: readonly Factor[] = [hourFactor, dayOfWeekFactor, weekCycleFactor, dayOfMonthFactor, monthFactor, monthCycleFactor, quarterFactor, turnOfMonthFactor];
