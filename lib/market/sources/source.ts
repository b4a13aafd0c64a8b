import type { Bars, Interval } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Connection, ConnectionSpec } from "../connection/connection.ts";
import type { InstrumentKind } from "../instruments/instrument.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { Fact } from "../records/fact.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { Observation } from "../records/observation.ts";
import type { OrderBook } from "../records/orderBook.ts";
import type { Quote } from "../records/quote.ts";
import type { SocialPost } from "../records/socialPost.ts";
import type { Trade } from "../records/trade.ts";
import type { LiveBar, LiveRequest } from "../stream/liveBar.ts";
import type { UtcMillis } from "../units.ts";

/** What a source can give. */
export type Capabilities = {
  readonly intervals: readonly Interval[];
  readonly network: boolean;
  /** Real trades, or drawn by a generator. */
  readonly real: boolean;
  /** Kinds of instruments; empty for sources without instruments. */
  readonly instruments: readonly InstrumentKind[];
  /** How far back bars go, in days, where the source says so. */
  readonly historyDays?: Partial<Readonly<Record<Interval, number>>>;
  /** What the prices are adjusted for as they come. */
  readonly adjusted?: "no" | "splits" | "splits and dividends";
};

export type SymbolInfo = { readonly symbol: string; readonly name: string; readonly interval?: Interval; readonly from?: string; readonly to?: string; readonly kind?: InstrumentKind; readonly exchange?: string };

export type BarsRequest = {
  /** In our notation: AAPL, ^GSPC, BTC-USD, EURUSD=X. The source translates. */
  readonly symbol: string;
  readonly interval?: Interval;
  /** First and last UTC day, 2000-01-03, both inside; or moments, 2024-03-15T14:30:00Z: bars that close after `from`, up to and with `to`. */
  readonly from?: string;
  readonly to?: string;
  /** Only for source "file". */
  readonly path?: string;
  /** Seed, only for source "generated". */
  readonly seed?: number;
};

/** A stretch of bars, oldest first. Pages come oldest first too, and do not overlap. */
export type BarPage = {
  /** Finished bars only; may be none. */
  readonly bars: Bars;
  /** The bar that has not closed yet, as it stands; its close time lies in the future. */
  readonly unfinished?: Bars;
  /** The time that this page answers for, whether bars were there or not: closes after `from`, up to and with `to`. */
  readonly covers: { readonly from: UtcMillis; readonly to: UtcMillis };
  /** All that the source has of the symbol: for other times it has nothing, however often it is asked. */
  readonly isAll?: true;
  /** The answers it was read from; none for sources without network. */
  readonly answers: readonly Answer[];
  readonly findings: readonly AnswerFinding[];
  readonly actions?: readonly CorporateAction[];
};

/** A page of anything else. */
export type Page<T> = { readonly items: readonly T[]; readonly answers: readonly Answer[]; readonly findings: readonly AnswerFinding[] };

export type RecordsRequest = {
  /** A symbol, a series, a search: what the source's doc comment says. */
  readonly query: string;
  /** First and last UTC day, or moments; both inside. */
  readonly from?: string;
  readonly to?: string;
  /** At most so many items. */
  readonly most?: number;
  /** The symbols that there are, for posts and news: other words of capitals and other $WORDS are none. */
  readonly known?: readonly string[];
};

/** What an opened source gives. What it has not is left out. */
export type OpenSource = {
  /** Symbols that match, or all where they can be listed and nothing is asked. */
  readonly symbols: (query?: string) => Promise<Page<SymbolInfo>>;
  readonly barPages?: (request: BarsRequest) => AsyncIterable<BarPage>;
  readonly quote?: (symbol: string) => Promise<Page<Quote>>;
  readonly news?: (request: RecordsRequest) => AsyncIterable<Page<NewsItem>>;
  readonly social?: (request: RecordsRequest) => AsyncIterable<Page<SocialPost>>;
  readonly macro?: (request: RecordsRequest) => AsyncIterable<Page<Observation>>;
  readonly onChain?: (request: RecordsRequest) => AsyncIterable<Page<Observation>>;
  readonly statements?: (request: RecordsRequest) => AsyncIterable<Page<Fact>>;
  /** The waiting orders now, at most so many levels a side. */
  readonly orderBook?: (symbol: string, options?: { readonly levels?: number }) => Promise<Page<OrderBook>>;
  /** Single trades; the query is a symbol. */
  readonly trades?: (request: RecordsRequest) => AsyncIterable<Page<Trade>>;
  /** Bars as they happen, where the source pushes them, over one connection: an error when it is lost, the end when the signal says so. `streamBars` makes a stream without gaps of it. */
  readonly stream?: (request: LiveRequest & { readonly interval: Interval }) => AsyncIterable<LiveBar>;
  /** The waiting orders after each change, over one connection. `keepOpen` connects again. */
  readonly streamOrderBook?: (request: LiveRequest & { /** A side. */ readonly levels?: number }) => AsyncIterable<OrderBook>;
  /** Single trades as they happen, over one connection. */
  readonly streamTrades?: (request: LiveRequest) => AsyncIterable<Trade>;
};

/** One provider of market data. */
export type Source = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** How it is reached; none for sources without network. */
  readonly reach?: ConnectionSpec;
  readonly open: (connection: Connection) => OpenSource;
  /** Bars out of one stored answer, as when it was received: pure, so that bars can be rebuilt from their bytes. */
  readonly barsOf?: (answer: Answer) => BarPage;
};

/** All that is there as one page, for sources that have everything at hand. */
export function wholePage(bars: Bars): BarPage {
  const { closeTime } = bars;
  return { bars, covers: { from: (closeTime[0] ?? 1) - 1, to: closeTime.at(-1) ?? 0 }, isAll: true, answers: [], findings: [] };
}

/** A list that comes from no answer. */
export function listed<T>(items: readonly T[]): Page<T> {
  return { items, answers: [], findings: [] };
}
