import { INTERVALS, type Interval } from "../bars.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import type { OrderBook } from "../records/orderBook.ts";
import type { Trade } from "../records/trade.ts";
import { askedSpan } from "./askedSpan.ts";
import { binanceBars, binanceBook, binanceQuote, binanceRefusal, binanceSymbols, binanceTrades, lengthOf, MOST_ROWS } from "./binanceAnswers.ts";
import { binancePair } from "./binanceSymbols.ts";
import type { BarPage, BarsRequest, Page, RecordsRequest, Source } from "./source.ts";

/** Bars exist since 2017 in every length; without `from` so many days are given. */
const GIVEN_DAYS: Readonly<Record<Interval, number>> = { "1m": 7, "5m": 59, "15m": 59, "1h": 729, "1d": 3653 };
/** An hour of trades, where no `from` is asked. */
const TRADE_DAYS = 1 / 24;

/**
 * Binance, spot market, without a key: bars of all lengths, order book, single trades, and all three as they happen.
 * BTC-USDT is Binance's BTCUSDT. BTC-USD is the same pair, and the provenance says that it is priced in USDT.
 * The address is the one for public market data alone. 6000 units of weight a minute, by address; the weight of each request is its cost (rest-api.md, enums.md and faqs/market_data_only.md of binance-spot-api-docs).
 */
export const binance: Source = {
  name: "binance",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: ["crypto"], adjusted: "no" },
  reach: { origin: "https://data-api.binance.vision", limits: [{ units: 6000, per: "minute" }] },
  barsOf: binanceBars,
  open: (connection) => ({
    symbols: async (query) => binanceSymbols(await connection.get({ kind: "symbols", about: query === undefined ? {} : { query }, path: "/api/v3/exchangeInfo", cost: 20, refusal: binanceRefusal }), query),
    barPages: (request) => barPages(connection, request),
    quote: async (symbol) => binanceQuote(await connection.get({ kind: "quotes", about: { symbol, what: "quote" }, path: "/api/v3/ticker/24hr", query: { symbol: binancePair(symbol).pair }, cost: 2, refusal: binanceRefusal }), symbol),
    orderBook: (symbol, options) => orderBook(connection, symbol, options),
    trades: (request) => trades(connection, request),
  }),
};

async function* barPages(connection: Connection, { interval = "1d", symbol, ...request }: BarsRequest): AsyncGenerator<BarPage> {
  const { pair } = binancePair(symbol);
  const now = connection.now();
  const { from, to } = askedSpan("binance", request, { days: GIVEN_DAYS[interval], now });
  const length = lengthOf(interval);
  // Klines are found by their open; the one that is open now comes along.
  const lastOpen = to >= now ? to : to - length;
  for (let start = from; start < to;) {
    const answer = await connection.get({
      kind: "bars", about: { symbol, interval, from: new Date(start).toISOString(), to: new Date(to).toISOString() }, path: "/api/v3/klines", cost: 2, refusal: binanceRefusal,
      query: { symbol: pair, interval, startTime: start - length + 1, endTime: lastOpen, limit: MOST_ROWS },
    });
    const page = binanceBars(answer);
    yield page;
    const { covers } = page;
    if (covers.to >= Math.min(to, answer.receivedAt) || covers.to <= start) return;
    start = covers.to;
  }
}

/** The book with at most so many levels a side: 100 unless told, 5000 at most. The weight grows with them. */
export async function orderBook(connection: Connection, symbol: string, { levels = 100 }: { readonly levels?: number } = {}): Promise<Page<OrderBook>> {
  if (!Number.isInteger(levels) || levels < 1 || levels > 5000) throw new MarketError(`binance: an order book has 1 to 5000 levels, got "${levels}".`);
  const cost = levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1000 ? 50 : 250;
  const query = { symbol: binancePair(symbol).pair, limit: levels };
  return binanceBook(await connection.get({ kind: "quotes", about: { symbol, what: "order book" }, path: "/api/v3/depth", query, cost, refusal: binanceRefusal }), symbol);
}

/** Trades after `from`, up to and with `to`, oldest first, by pages; `query` is the symbol. The last hour unless told. */
async function* trades(connection: Connection, { most = Number.POSITIVE_INFINITY, query: symbol, ...request }: RecordsRequest): AsyncGenerator<Page<Trade>> {
  instrumentFor("binance", symbol, ["crypto"]);
  const { from, to } = askedSpan("binance", request, { days: TRADE_DAYS, now: connection.now() });
  let left = most;
  let next: number | undefined;
  while (left > 0) {
    const page = await tradesFrom(connection, symbol, next === undefined ? { startTime: from + 1, endTime: to } : { fromId: next }, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    const items = page.items.filter(({ time }) => time > from && time <= to).slice(0, left);
    left -= items.length;
    yield { ...page, items };
    const last = page.items.at(-1);
    if (last === undefined || page.items.length < MOST_ROWS || last.time > to) return;
    next = last.id + 1;
  }
}

/** At most a thousand trades, from a number or a moment on. */
export async function tradesFrom(connection: Connection, symbol: string, place: { readonly fromId: number } | { readonly startTime: number; readonly endTime: number }, about: Readonly<Record<string, string>> = {}): Promise<Page<Trade>> {
  const query = { symbol: binancePair(symbol).pair, ...place, limit: MOST_ROWS };
  return binanceTrades(await connection.get({ kind: "quotes", about: { symbol, what: "trades", ...about }, path: "/api/v3/aggTrades", query, cost: 4, refusal: binanceRefusal }), symbol);
}
