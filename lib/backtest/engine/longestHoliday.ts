import { DAY_MILLIS } from "../../market/calendars/day.ts";

/** Milliseconds without a bar that no holiday of an exchange explains: 10 days. */
export const LONGEST_HOLIDAY = 10 * DAY_MILLIS;
