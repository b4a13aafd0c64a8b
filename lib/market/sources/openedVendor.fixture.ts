import { onTestFinished } from "vitest";
import { connect } from "../connection/connect.ts";
import type { Variables } from "../connection/keys.ts";
import { type TestClock, testClock } from "../connection/testClock.fixture.ts";
import { type Answerer, type Asked, startVendor, type Vendor } from "../connection/vendor.fixture.ts";
import type { BarPage, OpenSource, Source } from "./source.ts";

export type OpenedVendor = { readonly vendor: Vendor; readonly source: OpenSource; /** What the vendor was asked so far, oldest first. */ readonly asked: readonly Asked[]; readonly clock: TestClock };

/** A source that asks a vendor on this machine, at a moment that stands still but for waits. The vendor is closed with the test. */
export async function openedVendor(source: Source, answerer: Answerer, { now, variables = {}, ...rest }: { readonly now: string; readonly variables?: Variables; readonly patienceMillis?: number }): Promise<OpenedVendor> {
  const vendor = await startVendor(answerer);
  onTestFinished(() => vendor.close());
  const clock = testClock(now);
  return { vendor, clock, asked: vendor.asked, source: source.open(connect(source, { origin: vendor.origin, now: clock.now, sleep: clock.sleep, variables, limitsFile: ":memory:", ...rest })) };
}

/** All pages of a request. */
export async function pagesOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** Close times of a page's bars, in words. */
export const closes = (page: BarPage | undefined): readonly string[] => Array.from(page?.bars.closeTime ?? [], (time) => new Date(time).toISOString());
