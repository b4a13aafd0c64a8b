import { exchangeCalendar, type ExchangeCalendar, type ExchangeSession, isoDay, type UtcMillis } from "../../market/index.ts";
import type { Schedule } from "../file/schedule.ts";
import { uncheckedNote } from "./dayKind.ts";
import { localClock } from "./localTime.ts";

const MINUTE = 60_000;
/** Days after which a search ends: some exchanges have no half days, and never will. */
const LONGEST = 11 * 366;

type Moment = { readonly time: UtcMillis; readonly reason: string };

/** Times before (sign −1) or after (1) each open or scheduled close of an exchange. Clocks of the exchange decide: summer time moves them in UTC. */
export function* exchangeTimes({ days, event, exchange, minutes }: NonNullable<Schedule["after"]>, sign: 1 | -1, after: UtcMillis): Generator<Moment> {
  const calendar = exchangeCalendar(exchange);
  let previous = calendar.previousSession(calendar.localDay(after) - 3);
  let last = previous.day;
  while (previous.day - last < LONGEST) {
    const session = calendar.nextSession(previous.day);
    const opensOrCloses = event === "open" ? session.open : session.scheduledClose;
    const time = opensOrCloses + sign * minutes * MINUTE;
    if (time > after && (days === "all" || (days === "half") === session.isHalfDay)) {
      const distance = minutes === 0 ? "when" : `${minutes} min ${sign === 1 ? "after" : "before"}`;
      last = session.day;
      yield { time, reason: [`${distance} ${exchange} ${event}s at ${localClock(opensOrCloses, calendar.timeZone)}`, ...notes(calendar, session, previous)].join("; ") };
    }
    previous = session;
  }
}

/** Why a day is otherwise than most: half days, holidays just before it, years whose holidays nobody has checked. */
function notes(calendar: ExchangeCalendar, session: ExchangeSession, previous: ExchangeSession): readonly string[] {
  const said = session.isHalfDay ? ["half day"] : [];
  for (let day = previous.day + 1; day < session.day; day++) {
    const name = calendar.holidayName(day) ?? calendar.specialClosing(day);
    if (name !== undefined) said.push(`none on ${isoDay(day)}: ${name}`);
  }
  return [...said, ...uncheckedNote(calendar, session.day)];
}
