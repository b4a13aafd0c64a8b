import { parseBarTime } from "../barTime.ts";
import type { UtcMillis } from "../units.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Hours ahead of UTC of the zones that RFC 822 names. */
const ZONES: Readonly<Record<string, number>> = { UT: 0, UTC: 0, GMT: 0, Z: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 };
const MAIL = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+([+-]\d{4}|[a-z]{1,4})$/i;

/**
 * Time in a feed: as mail writes it (Fri, 15 Mar 2024 16:00:00 EDT, of RFC 822) or as Atom and RDF do (2024-03-15T16:00:00-04:00; a day alone is its last millisecond in UTC).
 * Undefined for anything else: a time without a zone, a zone without a name in RFC 822, a day that does not exist.
 */
export function feedTime(text: string): UtcMillis | undefined {
  const trimmed = text.trim();
  const mail = MAIL.exec(trimmed);
  return mail ? mailTime(mail) : parseBarTime(trimmed.replace(/(\.\d{3})\d+/, "$1"));
}

function mailTime([, day, monthName, year, hour, minute, second = "0", zone]: RegExpExecArray): UtcMillis | undefined {
  const month = MONTHS.indexOf(monthName!.toLowerCase());
  const offset = minutesAhead(zone!.toUpperCase());
  const fullYear = year!.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  const local = new Date(Date.UTC(fullYear, month, Number(day), Number(hour), Number(minute), Number(second)));
  const isReal = month >= 0 && local.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
  return isReal && offset !== undefined ? local.getTime() - offset * 60_000 : undefined;
}

function minutesAhead(zone: string): number | undefined {
  const digits = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (digits) return (digits[1] === "-" ? -1 : 1) * (60 * Number(digits[2]) + Number(digits[3]));
  const hours = ZONES[zone];
  return hours === undefined ? undefined : 60 * hours;
}
