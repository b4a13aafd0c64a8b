import { endOfDay } from "../barTime.ts";
import type { UtcMillis } from "../units.ts";
import { isoDate } from "../bars.ts";
import type { EmbeddedLayout } from "./manifest.ts";

const HOUR = 3_600_000;

/** Reader of the times of a file: the end of the day where there is a date alone, else the moment itself in UTC. Undefined for other text. */
export function timeReader({ dates, utcOffsetHours = 0 }: EmbeddedLayout): (text: string) => UtcMillis | undefined {
  const [day, clock] = dates.split(" ");
  const separator = /[^A-Z]/.exec(day!)![0];
  const order = day!.split(separator);
  const [year, month, date] = [order.indexOf("YYYY"), order.findIndex((part) => part.startsWith("M")), order.findIndex((part) => part.startsWith("D"))];
  return (text) => {
    const [dayText, clockText] = text.split(" ");
    const parts = dayText!.split(separator).map(Number);
    const end = endOfDay(parts[year]!, parts[month]!, parts[date]!);
    if (end === undefined || (clock === undefined) !== (clockText === undefined)) return undefined;
    if (clockText === undefined) return end;
    const moment = Date.parse(`${isoDate(end)}T${clockText}Z`);
    return Number.isNaN(moment) ? undefined : moment - utcOffsetHours * HOUR;
  };
}
