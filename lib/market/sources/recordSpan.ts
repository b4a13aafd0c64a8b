import type { UtcMillis } from "../units.ts";
import { momentsWithin } from "../writtenSpan.ts";
import type { Page, RecordsRequest } from "./source.ts";

/** First and last moment, both inside; endless where nothing was asked. */
export type RecordSpan = { readonly from: UtcMillis; readonly to: UtcMillis };

/** The stretch that a request for records names. */
export function recordSpan(source: string, { from, to }: Pick<RecordsRequest, "from" | "to">): RecordSpan {
  return momentsWithin(source, { from, to });
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
