import { DAY_MILLIS } from "../calendars/day.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { momentsWithin } from "../writtenSpan.ts";
import type { Page, RecordsRequest } from "./source.ts";

/** First and last moment, both inside; endless where nothing was asked. */
export type RecordSpan = { readonly from: UtcMillis; readonly to: UtcMillis };

/** The stretch that a request for records names, with both ends: without `to` until now, without `from` so many days back. */
export function givenSpan(source: string, request: Pick<RecordsRequest, "from" | "to">, { days, now }: { readonly days: number; readonly now: UtcMillis }): RecordSpan {
  const { from, to } = momentsWithin(source, request);
  const end = Number.isFinite(to) ? to : now;
  const span = { from: Number.isFinite(from) ? from : end - days * DAY_MILLIS, to: end };
  if (span.from > span.to) throw new MarketError(`${source}: from ${request.from} lies after the present. Name an earlier from.`);
  return span;
}

/** Whether a moment is inside. */
export function isWithin(time: UtcMillis, { from, to }: RecordSpan): boolean {
  return time >= from && time <= to;
}

/** The pages until there are so many items; the last page is cut, and no further one is asked for. */
export async function* atMost<T>(pages: AsyncIterable<Page<T>>, most = Number.POSITIVE_INFINITY): AsyncGenerator<Page<T>> {
  let left = most;
  for await (const page of pages) {
    yield page.items.length <= left ? page : { ...page, items: page.items.slice(0, left) };
    left -= page.items.length;
    if (left <= 0) return;
  }
}
