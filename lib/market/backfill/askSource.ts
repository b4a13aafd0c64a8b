import type { AnswerFinding } from "../connection/answerFinding.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Interval, sliceBars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { BarPage } from "../sources/source.ts";
import type { MarketStore } from "../store/marketStore.ts";
import type { UtcMillis } from "../units.ts";
import { FALLBACK } from "./fallback.ts";
import type { OpenedSource } from "./openedSource.ts";
import { answeredMeanwhile, sharedPages } from "./sharedPages.ts";
import { common, type Stretch } from "./stretches.ts";

/** How far one stretch of a symbol has come. */
export type BackfillProgress = { readonly symbol: string; readonly interval: Interval; readonly source: string; readonly stretch: Stretch; readonly reached: UtcMillis; readonly rows: number; /** Bars of the last page that are new to the store. */ readonly added: number };

/** A page that has been saved. */
export type SavedPage = { readonly source: string; readonly rows: number; readonly added: number; readonly changed: number; readonly findings: readonly AnswerFinding[]; readonly actions: readonly CorporateAction[] };

export type Asking = {
  readonly store: Pick<MarketStore, "covered" | "savePage">;
  readonly symbol: string;
  readonly interval: Interval;
  /** What had been answered for when it was planned what to ask. */
  readonly known: readonly Stretch[];
  readonly now: () => UtcMillis;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: BackfillProgress) => void) | undefined;
  readonly onPage: (page: SavedPage) => void;
};

/** What a source answered for; the failure after which another source may be asked; and where all that it has begins and ends, if it says so. */
export type SourceAnswered = { readonly covered: readonly Stretch[]; readonly failure: MarketError | undefined; readonly all: Stretch | undefined };

/** Asks one source for one stretch, each page saved before the next is asked; what another process gets from it meanwhile counts as answered. A failure after which no other source may be asked is thrown. */
export async function askSource(source: OpenedSource, stretch: Stretch, asking: Asking): Promise<SourceAnswered> {
  const { interval, now, onPage, onProgress, signal, store, symbol } = asking;
  const covered: Stretch[] = [];
  let all: Stretch | undefined;
  try {
    const reachable = within(source, stretch, interval, now());
    let rows = 0;
    for await (const page of sharedPages(source, reachable, asking)) {
      const cut = page.isAll ? cutTo(reachable, page) : page;
      if (page.isAll) all = page.covers;
      const { added, changed } = await store.savePage(source.name, cut);
      covered.push(cut.covers);
      const pageRows = cut.bars.closeTime.length;
      onPage({ source: source.name, rows: pageRows, added, changed, findings: page.findings, actions: page.actions ?? [] });
      onProgress?.({ symbol, interval, source: source.name, stretch: reachable, reached: Math.min(cut.covers.to, reachable.to), rows: (rows += pageRows), added });
      signal?.throwIfAborted();
    }
    return { covered: [...covered, ...(await answeredMeanwhile(source.name, asking))], failure: undefined, all };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (!(error instanceof MarketError) || !FALLBACK[error.reason].next) throw error;
    return { covered: [...covered, ...(await answeredMeanwhile(source.name, asking))], failure: error, all };
  }
}

/** The part of a stretch that a source says to have: its intervals, and so many days back. */
function within({ capabilities: { historyDays, intervals }, name }: OpenedSource, stretch: Stretch, interval: Interval, now: UtcMillis): Stretch {
  if (!intervals.includes(interval)) throw new MarketError(`${name}: it has no ${interval} bars; it has ${intervals.join(", ") || "no bars at all"}.`, { reason: "symbol" });
  const days = historyDays?.[interval];
  if (days === undefined) return stretch;
  const reachable = common(stretch, { from: now - days * INTERVAL_MILLIS["1d"], to: Number.POSITIVE_INFINITY });
  if (reachable === undefined) throw new MarketError(`${name}: its ${interval} bars go back ${days} days, and these are older.`, { reason: "symbol" });
  return reachable;
}

/** Of a source that gives all it has, what was asked. */
function cutTo(stretch: Stretch, page: BarPage): BarPage {
  const { closeTime } = page.bars;
  const [first, end] = [closeTime.findIndex((time) => time > stretch.from), closeTime.findIndex((time) => time > stretch.to)];
  const bars = first < 0 ? sliceBars(page.bars, 0, 0) : sliceBars(page.bars, first, end < 0 ? closeTime.length : end);
  return { ...page, bars, covers: common(page.covers, stretch) ?? { from: stretch.from, to: stretch.from } };
}
