import { exchangeCalendar, type UtcMillis } from "../../market/index.ts";
import type { Schedule } from "../file/schedule.ts";
import { clockNote, cronOf } from "./cron.ts";
import { dayKind } from "./dayKind.ts";

const DAY = 86_400_000;
const LONGEST = 11 * 366 * DAY;

type Moment = { readonly time: UtcMillis; readonly reason: string };

/** Times of a cron expression, with `only` on the days of an exchange that it names. */
export function* cronTimes({ cron: expression = "", only, zone }: Pick<Schedule, "cron" | "only" | "zone">, after: UtcMillis): Generator<Moment> {
  const cron = cronOf(expression, zone);
  let last = after;
  let cursor = after;
  while (cursor - last < LONGEST) {
    const time = cron.nextRun(new Date(cursor))?.getTime();
    if (time === undefined) return;
    cursor = time;
    const kind = only && dayKind(only.exchange, time);
    if (only && !kind?.is.includes(only.days)) {
      // The rest of this day at the exchange is of the same kind.
      const calendar = exchangeCalendar(only.exchange);
      cursor = Math.max(time, calendar.zone.toUtc((calendar.localDay(time) + 1) * DAY) - 1);
      continue;
    }
    last = time;
    const notes = [kind?.words, clockNote(expression, zone, time)].filter((note) => note !== undefined);
    yield { time, reason: [`cron ${expression}`, ...notes].join("; ") };
  }
}
