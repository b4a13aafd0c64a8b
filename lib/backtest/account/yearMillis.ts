import { DAY_MILLIS } from "../../market/calendars/day.ts";

/** The year that rates of borrowing and financing are for: 365 days, in milliseconds. */
export const YEAR_MILLIS = 365 * DAY_MILLIS;
