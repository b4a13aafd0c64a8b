import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Interval } from "../bars.ts";
import { formatBarTime } from "../barTime.ts";
import type { Reason } from "../error.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { MarketStore } from "../store/marketStore.ts";
import type { UtcMillis } from "../units.ts";
import { adjustedOtherwise, restatedStretches } from "./adjustment.ts";
import { type Asking, askSource, type BackfillProgress } from "./askSource.ts";
import type { BackfillFinding } from "./finding.ts";
import { type OpenedSource, openSources } from "./openedSource.ts";
import { formatStretch, hasClose, SETTLING, stretchesToAsk, wantedStretch } from "./plan.ts";
import { common, merged, type Stretch, without } from "./stretches.ts";

export type { BackfillProgress } from "./askSource.ts";
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
  /** What no source has: all of them were asked, and say that theirs begins later or ends before. */
  readonly beyond: readonly Stretch[];
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
  const { interval, now = Date.now, onProgress, signal, store, symbol } = request;
  const sources = opened(request);
  const wanted = wantedStretch({ from: request.from, to: request.to, interval, now: now() });
  const covered = merged((await Promise.all(sources.map(({ name }) => store.covered(name, symbol, interval)))).flat());
  const asked = await planned(store, { symbol, interval, wanted, covered, now: now() });
  const parts = new Map<string, SourcePart>();
  const [answerFindings, actions]: [AnswerFinding[], CorporateAction[]] = [[], []];
  const asking: Asking = {
    store, symbol, interval, known: covered, now, signal, onProgress,
    onPage: (page) => {
      parts.set(page.source, sum(parts.get(page.source), page));
      answerFindings.push(...page.findings);
      actions.push(...page.actions);
    },
  };
  const first = await inOrder(sources, asked, asking, wanted);
  const restated = await restatedStretches(store, asking, { actions, adjusted: sources[0]?.capabilities.adjusted, asked, covered });
  const second = await inOrder(sources, restated, asking, wanted);
  const findings = [...restatedFinding(asking, restated), ...(await adjustedOtherwise(store, asking, sources)), ...endFindings(asking, first), ...leftFinding(asking, first.left)];
  return { symbol, interval, asked: merged([...asked, ...restated]), left: merged([...first.left, ...second.left]), beyond: first.beyond, parts: [...parts.values()], refused: [...first.refused, ...second.refused], answerFindings, findings };
}

/** What a back-fill would ask for. */
export async function planBackfill(request: BackfillRequest): Promise<readonly Stretch[]> {
  const { interval, now = Date.now, store, symbol } = request;
  const covered = merged((await Promise.all(opened(request).map(({ name }) => store.covered(name, symbol, interval)))).flat());
  return planned(store, { symbol, interval, wanted: wantedStretch({ from: request.from, to: request.to, interval, now: now() }), covered, now: now() });
}

type End = { readonly source: string; readonly all: Stretch };
type InOrder = Pick<BackfillReport, "left" | "beyond" | "refused"> & { readonly ends: readonly End[] };

/**
 * Asks the sources for each stretch, one after the other for what is left. What is left in the end, though no source refused it and one has some of what is wanted,
 * lies beyond what there is.
 */
async function inOrder(sources: readonly OpenedSource[], stretches: readonly Stretch[], asking: Asking, wanted: Stretch): Promise<InOrder> {
  const refused: Refused[] = [];
  const ends = new Map<string, End>();
  let rest = stretches;
  for (const source of sources) {
    const after: Stretch[] = [];
    for (const stretch of rest) {
      const { all, covered, failure } = await askSource(source, stretch, asking);
      if (failure !== undefined) refused.push({ source: source.name, stretch, reason: failure.reason, message: failure.message, retryAt: failure.retryAt });
      const missing = without(stretch, covered).filter((part) => hasClose(part, asking.interval, asking.now()));
      if (all !== undefined && missing.length > 0) ends.set(source.name, { source: source.name, all });
      after.push(...missing);
    }
    rest = after;
  }
  const has = [...ends.values()].some(({ all }) => common(all, wanted) !== undefined);
  const beyond = rest.filter((part) => has && refused.every(({ stretch }) => common(stretch, part) === undefined));
  return { left: rest.filter((part) => !beyond.includes(part)), beyond, ends: [...ends.values()], refused };
}

/** What must be asked: what none of the sources has answered for, and what had not settled. */
async function planned(store: BackfillStore, { covered, interval, now, symbol, wanted }: { readonly symbol: string; readonly interval: Interval; readonly wanted: Stretch; readonly covered: readonly Stretch[]; readonly now: UtcMillis }): Promise<readonly Stretch[]> {
  const ends = covered.map(({ to }) => to).filter((end) => end > wanted.from && end - SETTLING[interval] < wanted.to);
  const recent = await Promise.all(ends.map((end) => store.origins(symbol, { interval, from: text(end - SETTLING[interval]), to: text(end) })));
  return stretchesToAsk(wanted, { covered, interval, now, recent: recent.flat() });
}

function restatedFinding({ interval, symbol }: Asking, restated: readonly Stretch[]): readonly BackfillFinding[] {
  if (restated.length === 0) return [];
  return [{ code: "split since then", severity: "note", where: { symbol, interval }, expected: "prices as the source gives them after the split", got: `older ones, which were asked again: ${restated.map((stretch) => formatStretch(stretch, interval)).join(", ")}` }];
}

function endFindings({ interval, symbol }: Asking, { beyond, ends, left }: InOrder): readonly BackfillFinding[] {
  if (beyond.length + left.length === 0) return [];
  return ends.map(({ all, source }) => ({ code: "no more there", severity: "note", where: { symbol, interval }, expected: "bars for all of the time asked", got: `${source} has those from ${formatBarTime(all.from + 1)} to ${formatBarTime(all.to)}, and no others` }));
}

function leftFinding({ interval, symbol }: Asking, left: readonly Stretch[]): readonly BackfillFinding[] {
  if (left.length === 0) return [];
  return [{ code: "not answered for", severity: "error", where: { symbol, interval }, expected: "an answer for all of the time asked", got: `none for ${left.map((stretch) => formatStretch(stretch, interval)).join(", ")}` }];
}

function opened({ now = Date.now, signal, sources }: BackfillRequest): readonly OpenedSource[] {
  const names = sources.filter((source) => typeof source === "string");
  return [...sources.filter((source) => typeof source !== "string"), ...(names.length > 0 || sources.length === 0 ? openSources(names, { now, ...(signal && { signal }) }) : [])];
}

function sum(before: SourcePart | undefined, { added, changed, rows, source }: Omit<SourcePart, "pages">): SourcePart {
  return { source, pages: (before?.pages ?? 0) + 1, rows: (before?.rows ?? 0) + rows, added: (before?.added ?? 0) + added, changed: (before?.changed ?? 0) + changed };
}

const text = (time: UtcMillis): string => new Date(time).toISOString();
