import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { BarPage } from "../sources/source.ts";
import type { MarketStore } from "../store/marketStore.ts";
import type { OpenedSource } from "./openedSource.ts";
import { askedTimes } from "./plan.ts";
import { type Stretch, without } from "./stretches.ts";

export type Shared = {
  readonly store: Pick<MarketStore, "covered">;
  readonly symbol: string;
  readonly interval: Interval;
  /** What had been answered for when it was planned what to ask: of it is asked again what was planned. */
  readonly known: readonly Stretch[];
};

/**
 * The pages of a stretch, without those that another process gets from the same source meanwhile. Two that begin together are at the same place:
 * the one whose page the other has had already goes on in the second half of what is left, so that they meet a few times and not at each page.
 * Daily bars are few pages, and bring splits with them that are told for the whole stretch; they are asked in one go.
 */
export async function* sharedPages(source: OpenedSource, stretch: Stretch, shared: Shared): AsyncGenerator<BarPage> {
  const { interval, symbol } = shared;
  if (source.open.barPages === undefined) throw new MarketError(`${source.name}: it has no bars. \`npx marketbook fetch --list\` shows what each source has.`, { reason: "symbol" });
  if (interval === "1d") return yield* source.open.barPages({ symbol, interval, ...askedTimes(stretch, interval) });
  const done: Stretch[] = [];
  const others = async (): Promise<readonly Stretch[]> => (await answeredMeanwhile(source.name, shared)).flatMap((one) => without(one, done));
  for (let part: Stretch | undefined = stretch; part !== undefined; ) {
    let [isLeft, met]: [boolean, Stretch | undefined] = [false, undefined];
    const pages: AsyncIterable<BarPage> = source.open.barPages({ symbol, interval, ...askedTimes(part, interval) });
    for await (const page of pages) {
      const theirs = await others();
      yield page;
      const { covers } = page;
      done.push(covers);
      met = covers.to > covers.from && without(covers, theirs).length === 0 ? covers : undefined;
      isLeft = covers.to >= part.from && covers.to < part.to && (met !== undefined || theirs.some(({ from, to }) => from <= covers.to && to > covers.to));
      if (isLeft) break;
    }
    if (!isLeft) done.push(part);
    const [next] = without(stretch, [...done, ...(await others())]);
    part = next && met ? secondHalf(next, met, interval) : next;
  }
}

/** What a source has answered for since it was planned what to ask, whoever asked. */
export async function answeredMeanwhile(source: string, { interval, known, store, symbol }: Shared): Promise<readonly Stretch[]> {
  return (await store.covered(source, symbol, interval)).flatMap((one) => without(one, known));
}

/** All of it where two pages are enough. */
function secondHalf({ from, to }: Stretch, page: Stretch, interval: Interval): Stretch {
  const half = Math.floor((to - from) / 2 / INTERVAL_MILLIS[interval]) * INTERVAL_MILLIS[interval];
  return half > page.to - page.from ? { from: from + half, to } : { from, to };
}
