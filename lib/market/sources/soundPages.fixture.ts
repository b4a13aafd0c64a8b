import { expect, vi } from "vitest";
import { connect } from "../connection/connect.ts";
import type { Variables } from "../connection/keys.ts";
import { testClock } from "../connection/testClock.fixture.ts";
import type { Answerer } from "../connection/vendor.fixture.ts";
import type { BarPage, OpenSource, Page, Source } from "./source.ts";

export type AnyPage = BarPage | Page<unknown>;

type Asking = { readonly ask: (source: OpenSource) => AsyncIterable<AnyPage> | Promise<AnyPage>; readonly now: string; readonly variables: Variables; /** An own one for each run: breakers are shared by who asks the same. */ readonly origin: string };

/** What a source gives of a vendor that is asked without a socket, for many runs. */
export async function inMemory(source: Source, answerer: Answerer, { ask, now, origin, variables }: Asking): Promise<{ readonly pages: readonly AnyPage[]; readonly error: unknown }> {
  let number = 0;
  const reached = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, { body, headers, method = "GET" } = {}) => {
    const url = new URL(String(input));
    const reply = await answerer({ number: number++, method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers: Object.fromEntries(new Headers(headers)), body: String(body ?? "") });
    const isRaw = typeof reply.body === "string" || reply.body === undefined;
    return new Response(isRaw ? String(reply.body ?? "") : JSON.stringify(reply.body), { status: reply.status ?? 200, headers: { ...reply.headers } });
  });
  const clock = testClock(now);
  const pages: AnyPage[] = [];
  let error: unknown;
  try {
    const answer = ask(source.open(connect(source, { origin, now: clock.now, sleep: clock.sleep, random: () => 0.5, variables, limitsFile: ":memory:" })));
    if (Symbol.asyncIterator in answer) for await (const page of answer) pages.push(page);
    else pages.push(await answer);
  } catch (caught) {
    error = caught;
  }
  reached.mockRestore();
  return { pages, error };
}

/** Times are in order and inside of what the page answers for, no value is infinite, and where a price is missing it is told. */
export function expectSound(page: AnyPage): void {
  if (!("bars" in page)) {
    for (const item of page.items) expectDefinite(item);
    return;
  }
  const { actions = [], bars, covers, findings } = page;
  const columns = [bars.open, bars.high, bars.low, bars.close, bars.volume];
  for (const column of columns) {
    expect(column).toHaveLength(bars.closeTime.length);
    for (const value of column) expect(Math.abs(value)).not.toBe(Number.POSITIVE_INFINITY);
  }
  bars.closeTime.forEach((time, row) => {
    expect(Number.isSafeInteger(time)).toBe(true);
    expect(time).toBeGreaterThan(Math.max(covers.from, bars.closeTime[row - 1] ?? Number.NEGATIVE_INFINITY));
    if (bars.interval !== "1d") expect(time).toBeLessThanOrEqual(covers.to);
  });
  expect(covers.to).toBeGreaterThanOrEqual(covers.from);
  if (columns.slice(0, 4).some((column) => column.some(Number.isNaN))) expect(findings).not.toEqual([]);
  actions.forEach(expectDefinite);
}

/** Moments are there, and numbers are numbers; a value of a series may be missing. */
function expectDefinite(item: unknown): void {
  for (const [name, value] of Object.entries(item ?? {})) {
    if (typeof value !== "number" || (name === "value" && Number.isNaN(value))) continue;
    expect([name, Number.isFinite(value)]).toEqual([name, true]);
    if (/^(time|knownAt|exTime)$/.test(name)) expect([name, value, Math.abs(value) < 8.64e15]).toEqual([name, value, true]);
  }
}
