import { INTERVAL_MILLIS, parseBarTime } from "../barTime.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import type { Page, RecordsRequest } from "./source.ts";

/** First and last moment, both inside; endless where nothing was asked. */
export type RecordSpan = { readonly from: UtcMillis; readonly to: UtcMillis };

/** The stretch that a request for records names: days are whole UTC days, moments are themselves. */
export function recordSpan(source: string, { from, to }: Pick<RecordsRequest, "from" | "to">): RecordSpan {
  const start = momentOf(source, "from", from);
  const end = momentOf(source, "to", to);
  const span = { from: start === undefined ? Number.NEGATIVE_INFINITY : isDay(from) ? start - INTERVAL_MILLIS["1d"] + 1 : start, to: end ?? Number.POSITIVE_INFINITY };
  if (span.from > span.to) throw new MarketError(`${source}: from ${from} is after to ${to}. Swap them.`);
  return span;
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

function momentOf(source: string, name: string, text: string | undefined): UtcMillis | undefined {
  const time = text === undefined ? undefined : parseBarTime(text);
  if (text !== undefined && time === undefined) throw new MarketError(`${source}: ${name} is "${text}", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.`);
  return time;
}

function isDay(text: string | undefined): boolean {
  return text !== undefined && !text.includes(":");
}
