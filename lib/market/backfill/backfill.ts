import type { AnswerFinding } from "../connection/answerFinding.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Interval, sliceBars } from "../bars.ts";
import { MarketError, type Reason } from "../error.ts";
import type { BarPage } from "../sources/source.ts";
import type { MarketStore } from "../store/marketStore.ts";
import type { UtcMillis } from "../units.ts";
import { FALLBACK } from "./fallback.ts";
import type { BackfillFinding } from "./finding.ts";
import { type OpenedSource, openSources } from "./openedSource.ts";
import { askedTimes, lastClose, SETTLING, stretchesToAsk, wantedStretch } from "./plan.ts";
import { common, merged, type Stretch, without } from "./stretches.ts";

export type BackfillStore = Pick<MarketStore, "covered" | "origins" | "savePage">;

export type BackfillRequest = {
  readonly store: BackfillStore;
  /** In the order in which they are asked: names, or opened ones. */
  readonly sources: readonly string[] | readonly OpenedSource[];
  readonly symbol: string;
  readonly interval: Interval;
  /** Days, both inside, or moments. To the present when `to` is left out. */
  readonly from: string;
  readonly to?: string | undefined;
  readonly now?: () => UtcMillis;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BackfillProgress) => void) | undefined;
};

/** How far one stretch of a symbol has come. */
export type BackfillProgress = { readonly symbol: string; readonly interval: Interval; readonly source: string; readonly stretch: Stretch; readonly reached: UtcMillis; readonly rows: number };

/** A source that did not give what was asked, and why. */
export type Refused = { readonly source: string; readonly stretch: Stretch; readonly reason: Reason; readonly message: string; readonly retryAt: UtcMillis | undefined };

export type SourcePart = { readonly source: string; readonly pages: number; readonly rows: number; readonly added: number; readonly changed: number };

export type BackfillReport = {
  readonly symbol: string;
  readonly interval: Interval;
  /** What had to be asked; nothing where all was known. */
  readonly asked: readonly Stretch[];
  /** What no source answered for. */
  readonly left: readonly Stretch[];
  readonly parts: readonly SourcePart[];
  readonly refused: readonly Refused[];
  readonly answerFindings: readonly AnswerFinding[];
  readonly findings: readonly BackfillFinding[];
};

/**
 * Fetches what the store does not have yet of a symbol, page by page, each saved before the next is asked: whoever is killed loses a page, and the same call goes on.
 * Later the same call brings the new bars, and asks again for those that were received before they had settled.
 * Where a source refuses, the next one is asked for the rest (`FALLBACK` says when); the store keeps the source of each bar.
 * A wrong request, a stop and a failing store throw; what no source has is told in `left` and `refused`.
 */
export async function backfill(request: BackfillRequest): Promise<BackfillReport> {
  const { interval, now = Date.now, signal, store, symbol } = request;
  const sources = opened(request);
  const wanted = wantedStretch({ from: request.from, to: request.to, interval, now: now() });
  const asked = await planned(store, sources, { symbol, interval, wanted, now: now() });
  const [parts, refused, answerFindings] = [new Map<string, SourcePart>(), [] as Refused[], [] as AnswerFinding[]];
  const left: Stretch[] = [];
  for (const stretch of asked) {
    let rest: readonly Stretch[] = [stretch];
    for (const source of sources) {
      if (rest.length === 0) break;
      const after: Stretch[] = [];
      for (const piece of rest) {
        const { covered, failure } = await askOne(source, piece, { ...request, interval, symbol, now, signal, store }, (part, findings) => {
          parts.set(source.name, sum(parts.get(source.name), part, source.name));
          answerFindings.push(...findings);
        });
        if (failure !== undefined) refused.push({ source: source.name, stretch: piece, reason: failure.reason, message: failure.message, retryAt: failure.retryAt });
        after.push(...without(piece, covered).filter(({ from, to }) => lastClose(to, interval) > from));
      }
      rest = after;
    }
    left.push(...rest);
  }
  return { symbol, interval, asked, left: merged(left), parts: [...parts.values()], refused, answerFindings, findings: [] };
}

/** What must be asked: what none of the sources has answered for, and what had not settled. */
async function planned(store: BackfillStore, sources: readonly OpenedSource[], { interval, now, symbol, wanted }: { readonly symbol: string; readonly interval: Interval; readonly wanted: Stretch; readonly now: UtcMillis }): Promise<readonly Stretch[]> {
  const covered = merged((await Promise.all(sources.map(({ name }) => store.covered(name, symbol, interval)))).flat());
  const ends = covered.map(({ to }) => to).filter((end) => end > wanted.from && end - SETTLING[interval] < wanted.to);
  const recent = await Promise.all(ends.map((end) => store.origins(symbol, { interval, from: text(end - SETTLING[interval]), to: text(end) })));
  return stretchesToAsk(wanted, { covered, interval, now, recent: recent.flat() });
}

type Asking = BackfillRequest & { readonly now: () => UtcMillis };
type OnPage = (part: Omit<SourcePart, "source">, findings: readonly AnswerFinding[]) => void;

/** Asks one source for one piece, and saves what comes. */
async function askOne(source: OpenedSource, piece: Stretch, request: Asking, onPage: OnPage): Promise<{ readonly covered: readonly Stretch[]; readonly failure: MarketError | undefined }> {
  const { interval, now, onProgress, signal, store, symbol } = request;
  const covered: Stretch[] = [];
  try {
    const reachable = within(source, piece, interval, now());
    let rows = 0;
    for await (const page of pages(source, { symbol, interval, ...askedTimes(reachable, interval) })) {
      const cut = page.answers.length === 0 ? cutToPiece(page, reachable) : page;
      const saved = await store.savePage(source.name, cut);
      covered.push(cut.covers);
      rows += cut.bars.closeTime.length;
      onPage({ pages: 1, rows: cut.bars.closeTime.length, added: saved.added, changed: saved.changed }, page.findings);
      onProgress?.({ symbol, interval, source: source.name, stretch: reachable, reached: Math.min(cut.covers.to, reachable.to), rows });
      signal?.throwIfAborted();
    }
    return { covered, failure: undefined };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (!(error instanceof MarketError) || !FALLBACK[error.reason].next) throw error;
    return { covered, failure: error };
  }
}

function pages({ name, open }: OpenedSource, asked: { readonly symbol: string; readonly interval: Interval; readonly from: string; readonly to: string }): AsyncIterable<BarPage> {
  if (open.barPages === undefined) throw new MarketError(`${name}: it has no bars. \`npx marketbook fetch --list\` shows what each source has.`, { reason: "symbol" });
  return open.barPages(asked);
}

/** The part of a piece that a source says to have: its intervals, and so many days back. */
function within({ capabilities: { historyDays, intervals }, name }: OpenedSource, piece: Stretch, interval: Interval, now: UtcMillis): Stretch {
  if (!intervals.includes(interval)) throw new MarketError(`${name}: it has no ${interval} bars; it has ${intervals.join(", ") || "no bars at all"}.`, { reason: "symbol" });
  const days = historyDays?.[interval];
  if (days === undefined) return piece;
  const reachable = common(piece, { from: now - days * INTERVAL_MILLIS["1d"], to: Number.POSITIVE_INFINITY });
  if (reachable === undefined) throw new MarketError(`${name}: its ${interval} bars go back ${days} days, and these are older.`, { reason: "symbol" });
  return reachable;
}

/** Of a source that gives all it has, what was asked. */
function cutToPiece(page: BarPage, piece: Stretch): BarPage {
  const { closeTime } = page.bars;
  const [first, end] = [closeTime.findIndex((time) => time > piece.from), closeTime.findIndex((time) => time > piece.to)];
  const bars = first < 0 ? sliceBars(page.bars, 0, 0) : sliceBars(page.bars, first, end < 0 ? closeTime.length : end);
  return { ...page, bars, covers: common(page.covers, piece) ?? { from: piece.from, to: piece.from } };
}

function opened({ now = Date.now, signal, sources }: BackfillRequest): readonly OpenedSource[] {
  const names = sources.filter((source) => typeof source === "string");
  return [...sources.filter((source) => typeof source !== "string"), ...(names.length > 0 || sources.length === 0 ? openSources(names, { now, ...(signal && { signal }) }) : [])];
}

function sum(before: SourcePart | undefined, part: Omit<SourcePart, "source">, source: string): SourcePart {
  if (before === undefined) return { source, ...part };
  return { source, pages: before.pages + part.pages, rows: before.rows + part.rows, added: before.added + part.added, changed: before.changed + part.changed };
}

const text = (time: UtcMillis): string => new Date(time).toISOString();
