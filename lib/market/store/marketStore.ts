import type { Answer, AnswerKind } from "../connection/answer.ts";
import type { BarColumn, Bars, Interval } from "../bars.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { Fact } from "../records/fact.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { Observation } from "../records/observation.ts";
import type { SocialPost } from "../records/socialPost.ts";
import type { BarPage, Page } from "../sources/source.ts";
import type { Series, UtcMillis } from "../units.ts";

/** A series of the store, and what it holds. */
export type StoredSeries = {
  readonly symbol: string;
  readonly interval: Interval;
  readonly rows: number;
  /** First and last close; undefined while only empty stretches are known. */
  readonly from: UtcMillis | undefined;
  readonly to: UtcMillis | undefined;
  readonly sources: readonly string[];
  /** When it was last added to. */
  readonly updatedAt: UtcMillis;
  readonly revisedBars: number;
};

/** Where one bar comes from: the source, the moment, and the bytes where they were kept. */
export type BarOrigin = { readonly closeTime: UtcMillis; readonly source: string; readonly provenance: string; readonly receivedAt: UtcMillis; readonly sha256: string | undefined };

export type SaveReport = { readonly rows: number; readonly added: number; readonly changed: number };

export type OpenOptions = {
  readonly interval?: Interval;
  /** Days, both inside, or moments. */
  readonly from?: string;
  readonly to?: string;
  /**
   * Bars as they were known at that moment: closed by then, in the version that the store had then.
   * The first version of a bar counts as known from its close; a later one from when it was received.
   */
  readonly asOf?: UtcMillis;
};

/** One column of bars and the times of its rows. */
export type ColumnOfBars = { readonly closeTime: Series<UtcMillis>; readonly values: Series };

export type RecordsByKind = { readonly news: NewsItem; readonly social: SocialPost; readonly macro: Observation; readonly onChain: Observation; readonly statements: Fact; readonly actions: CorporateAction };
export type RecordKind = keyof RecordsByKind;
/** Records about something; `asOf` leaves out what was not known then, and of revised ones gives the last known version. */
export type RecordsQuery = { readonly of?: string; readonly from?: UtcMillis; readonly to?: UtcMillis; readonly asOf?: UtcMillis; readonly everyVersion?: boolean };

export type StoreFinding = { readonly code: "bytes changed" | "segment changed" | "database damaged" | "bars without bytes" | "rebuilt otherwise"; readonly severity: "error" | "warning"; readonly where: string; readonly expected: string; readonly got: string };

/** What reading the kept answers of a series again has found. */
export type RebuildReport = {
  readonly symbol: string;
  readonly interval: Interval;
  readonly bars: number;
  /** Bars read again out of their bytes, and bars of which no bytes were kept. */
  readonly rebuilt: number;
  readonly withoutBytes: number;
  /** Bars and former versions of bars that their bytes have otherwise, and those that their bytes do not have. */
  readonly otherwise: number;
  readonly unfounded: number;
  /** Bars of damaged segments that no kept answer has. */
  readonly lost: number;
  /** Hashes of answers whose own bytes are damaged. */
  readonly unreadable: readonly string[];
  /** Of bars that differ, and of those that their bytes do not have, the first twenty each. */
  readonly findings: readonly StoreFinding[];
};

/** Bars, records and the bytes they came from. Several processes may read while one writes; writers wait for each other. Every call is whole or not at all. */
export type MarketStore = {
  /** Folder, or address without password. */
  readonly place: string;
  /** Bars that come from elsewhere than a source's answer: a file, a generator. Added by close time; saving twice changes nothing. */
  readonly saveBars: (bars: Bars, origin?: { readonly source?: string; readonly receivedAt?: UtcMillis }) => Promise<SaveReport>;
  /** A page with its bytes, actions and the stretch that it covers, in one transaction. */
  readonly savePage: (source: string, page: BarPage) => Promise<SaveReport>;
  readonly openBars: (symbol: string, options?: OpenOptions) => Promise<Bars>;
  /** One column alone, several times as fast as all of them. */
  readonly openColumn: (symbol: string, name: BarColumn, options?: OpenOptions) => Promise<ColumnOfBars>;
  readonly origins: (symbol: string, options?: OpenOptions) => Promise<readonly BarOrigin[]>;
  readonly listSeries: () => Promise<readonly StoredSeries[]>;
  /** Stretches already answered for by a source, merged, oldest first. */
  readonly covered: (source: string, symbol: string, interval: Interval) => Promise<readonly { readonly from: UtcMillis; readonly to: UtcMillis }[]>;
  readonly saveRecords: <K extends Exclude<RecordKind, "actions">>(kind: K, source: string, page: Page<RecordsByKind[K]>) => Promise<SaveReport>;
  readonly openRecords: <K extends RecordKind>(kind: K, query?: RecordsQuery) => Promise<readonly RecordsByKind[K][]>;
  readonly answers: (query?: { readonly source?: string; readonly kind?: AnswerKind; readonly symbol?: string; readonly interval?: Interval }) => AsyncIterable<Answer>;
  /** The bytes of an answer by their hash. */
  readonly answer: (sha256: string) => Promise<Answer>;
  readonly deleteSeries: (symbol: string, interval: Interval) => Promise<void>;
  /** Reads everything and compares every hash. */
  readonly verify: (options?: { readonly onProgress?: (done: number, all: number) => void }) => Promise<readonly StoreFinding[]>;
  /** Reads the kept answers of a series again and compares every bar with them; `write` mends what differs, takes out what the bytes do not have, and makes damaged stretches anew. `read` gives the bars of an answer. */
  readonly rebuild: (symbol: string, interval: Interval, options: { readonly read: (answer: Answer) => Bars | undefined; readonly write?: boolean; readonly onProgress?: (done: number, all: number) => void | Promise<void> }) => Promise<RebuildReport>;
  readonly close: () => Promise<void>;
};
