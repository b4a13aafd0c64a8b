import { type Day, exchangeCalendar, type ExchangeCalendar, type ExchangeName, isoDay, type UtcMillis } from "../../market/index.ts";
import { yearOf } from "../../market/calendars/day.ts";

/** What the day of a moment is at an exchange, and in words. */
export function dayKind(exchange: ExchangeName, time: UtcMillis): { readonly is: readonly string[]; readonly words: string } {
  const calendar = exchangeCalendar(exchange);
  const day = calendar.localDay(time);
  const session = calendar.sessionOf(day);
  const name = calendar.holidayName(day) ?? calendar.specialClosing(day);
  const words = (said: string): string => [said, ...uncheckedNote(calendar, day)].join("; ");
  if (session === undefined) return { is: ["closed"], words: words(`${exchange} is closed on ${isoDay(day)}${name === undefined ? "" : ` (${name})`}`) };
  return session.isHalfDay ? { is: ["trading", "half"], words: words(`half day of ${exchange}`) } : { is: ["trading", "full"], words: words(`trading day of ${exchange}`) };
}

/** Years whose holidays nobody has compared with the exchange's own list. An exchange decides on them later, so they are said and not refused. */
export function uncheckedNote({ knownTo, name }: Pick<ExchangeCalendar, "knownTo" | "name">, day: Day): readonly string[] {
  return yearOf(day) > knownTo ? [`holidays of ${name} after ${knownTo} are by rule, unchecked`] : [];
}
