import { operators, type Line } from "../engine/line.ts";

const DAY = 86_400_000;

/** The parts of a bar's UTC date: day of the week (Monday 0), day of the month, days in the month, month (January 1), day of the year (1 January 1), year. */
export type DateParts = Readonly<Record<"weekday" | "day" | "daysInMonth" | "month" | "dayOfYear" | "year", Line>>;

/**
 * Date of each bar, Gregorian calendar, UTC. A bar that closes at midnight belongs to the day that ends there.
 * Computed once a day from the count of days since 1970 (Hinnant 2013, `civil_from_days`), without making a date object.
 */
export function dateParts(closeTime: Line): DateParts {
  const [weekday, day, daysInMonth, month, dayOfYear, year] = operators("dateParts", [closeTime], [], {
    delays: [0, 0, 0, 0, 0, 0] as const,
    start: ([closeTime], [weekday, dayOfMonth, daysInMonth, month, dayOfYear, year]) => {
      const parts: Parts = { weekday: 0, dayOfMonth: 0, daysInMonth: 0, month: 0, dayOfYear: 0, year: 0 };
      let known = Number.NaN;
      return (from, to) => {
        for (let t = from; t < to; t++) {
          const days = Math.floor((closeTime[t]! - 1) / DAY);
          if (days !== known) {
            known = days;
            fillParts(days, parts);
          }
          weekday[t] = parts.weekday;
          dayOfMonth[t] = parts.dayOfMonth;
          daysInMonth[t] = parts.daysInMonth;
          month[t] = parts.month;
          dayOfYear[t] = parts.dayOfYear;
          year[t] = parts.year;
        }
      };
    },
  });
  return { weekday, day, daysInMonth, month, dayOfYear, year };
}

/** Time of day of each bar's last millisecond as a share of the day, 0 to 1. */
export function timeOfDay(closeTime: Line): Line {
  return operators("timeOfDay", [closeTime], [], {
    delays: [0] as const,
    start: ([closeTime], [out]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const inside = closeTime[t]! - 1;
        out[t] = (inside - DAY * Math.floor(inside / DAY)) / DAY;
      }
    },
  })[0];
}

/** A date in parts. */
export type Parts = { weekday: number; dayOfMonth: number; daysInMonth: number; month: number; dayOfYear: number; year: number };

/** Days of a common year before each month. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Parts of a date given as days since 1970. Months are counted from March, so that the leap day is the last of its year. */
export function fillParts(days: number, parts: Parts): void {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const sinceMarch = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * sinceMarch + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);
  parts.weekday = (((days + 3) % 7) + 7) % 7;
  parts.dayOfMonth = sinceMarch - Math.floor((153 * fromMarch + 2) / 5) + 1;
  parts.month = month;
  parts.daysInMonth = month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  parts.dayOfYear = DAYS_BEFORE[month - 1]! + parts.dayOfMonth + (month > 2 && isLeap(year) ? 1 : 0);
  parts.year = year;
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
