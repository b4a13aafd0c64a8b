import type { AnswerFinding } from "../connection/answerFinding.ts";
import { MarketError } from "../error.ts";
import type { OpenSource, Page, RecordsRequest } from "../sources/source.ts";
import type { MarketStore, RecordKind, RecordsByKind, SaveReport } from "../store/marketStore.ts";
import type { UtcMillis } from "../units.ts";
import type { Refused } from "./backfill.ts";
import { FALLBACK } from "./fallback.ts";
import { type OpenedSource, openSources } from "./openedSource.ts";

/** Kinds that a source is asked for by themselves; splits and dividends come with the bars. */
export const ASKED_KINDS = ["news", "social", "macro", "onChain", "statements"] as const satisfies readonly Exclude<RecordKind, "actions">[];
export type AskedKind = (typeof ASKED_KINDS)[number];

export type FetchRecordsRequest = RecordsRequest & {
  readonly store: Pick<MarketStore, "saveRecords">;
  readonly sources: readonly string[] | readonly OpenedSource[];
  readonly kind: AskedKind;
  readonly now?: () => UtcMillis;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly source: string; readonly query: string; readonly items: number }) => void) | undefined;
};

export type RecordsReport = {
  readonly query: string;
  readonly kind: AskedKind;
  /** The source that gave them; none where all refused. */
  readonly source: string | undefined;
  readonly items: number;
  readonly added: number;
  readonly changed: number;
  readonly refused: readonly Omit<Refused, "stretch">[];
  readonly answerFindings: readonly AnswerFinding[];
};

/**
 * Fetches news, posts, series or statements about something and saves them page by page; where a source refuses, the next is asked.
 * What is known already changes nothing; a revised number is kept beside the old one.
 */
export async function fetchRecords(request: FetchRecordsRequest): Promise<RecordsReport> {
  const { kind, now = Date.now, query, signal } = request;
  const names = request.sources.filter((source) => typeof source === "string");
  const sources = names.length === 0 ? request.sources.filter((source) => typeof source !== "string") : openSources(names, { now, ...(signal && { signal }) });
  const refused: Omit<Refused, "stretch">[] = [];
  const answerFindings: AnswerFinding[] = [];
  const total = { items: 0, added: 0, changed: 0 };
  for (const source of sources) {
    try {
      for await (const { findings, saved, size } of savedPages(source, request)) {
        answerFindings.push(...findings);
        total.items += size;
        total.added += saved.added;
        total.changed += saved.changed;
        request.onProgress?.({ source: source.name, query, items: total.items });
        signal?.throwIfAborted();
      }
      return { query, kind, source: source.name, ...total, refused, answerFindings };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (!(error instanceof MarketError) || !FALLBACK[error.reason].next) throw error;
      refused.push({ source: source.name, reason: error.reason, message: error.message, retryAt: error.retryAt });
    }
  }
  return { query, kind, source: undefined, ...total, refused, answerFindings };
}

type SavedRecords = { readonly size: number; readonly saved: SaveReport; readonly findings: readonly AnswerFinding[] };

async function* savedPages({ name, open }: OpenedSource, { from, kind, known, most, query, store, to }: FetchRecordsRequest): AsyncIterable<SavedRecords> {
  const asked: RecordsRequest = { query, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(most !== undefined && { most }), ...(known !== undefined && { known }) };
  const save = async function* <K extends AskedKind>(of: K, ask: ((request: RecordsRequest) => AsyncIterable<Page<RecordsByKind[K]>>) | undefined): AsyncIterable<SavedRecords> {
    if (ask === undefined) throw new MarketError(`${name}: it has no ${of}. \`npx marketbook fetch --list\` shows what each source has.`, { reason: "symbol" });
    for await (const page of ask(asked)) yield { size: page.items.length, saved: await store.saveRecords(of, name, page), findings: page.findings };
  };
  switch (kind) {
    case "news": return yield* save(kind, open.news);
    case "social": return yield* save(kind, open.social);
    case "macro": return yield* save(kind, open.macro);
    case "onChain": return yield* save(kind, open.onChain);
    case "statements": return yield* save(kind, open.statements);
  }
}

/** The kinds that an opened source has, bars and quotes with them. */
export function kindsOf(open: OpenSource): readonly string[] {
  return [...(open.barPages === undefined ? [] : ["bars"]), ...(open.quote === undefined ? [] : ["quotes"]), ...ASKED_KINDS.filter((kind) => open[kind] !== undefined), ...(open.stream === undefined ? [] : ["stream"])];
}
