import type { Interval } from "../bars.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import type { OrderBook } from "../records/orderBook.ts";
import type { Trade } from "../records/trade.ts";
import { askedSpan } from "./askedSpan.ts";
import { binanceBars, binanceBook, binanceRefusal, binanceTrades, lengthOf, MOST_ROWS } from "./binanceAnswers.ts";
import { binancePair } from "./binanceSymbols.ts";
import { givenSpan, isWithin } from "./recordSpan.ts";
import type { BarPage, BarsRequest, Page, RecordsRequest } from "./source.ts";

/** Bars exist since 2017 in every length; without `from` so many days are given. */
const GIVEN_DAYS: Readonly<Record<Interval, number>> = { "1m": 7, "5m": 59, "15m": 59, "1h": 729, "1d": 3653 };
/** An hour of trades, where no `from` is asked. */
const TRADE_DAYS = 1 / 24;

/** Klines by a thousand, oldest first. */
export async function* barPagesOf(connection: Connection, { interval = "1d", symbol, ...request }: BarsRequest): AsyncGenerator<BarPage> {
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
export async function orderBookOf(connection: Connection, symbol: string, { levels = 100 }: { readonly levels?: number } = {}): Promise<Page<OrderBook>> {
  if (!Number.isInteger(levels) || levels < 1 || levels > 5000) throw new MarketError(`binance: an order book has 1 to 5000 levels, got "${levels}".`);
  const cost = levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1000 ? 50 : 250;
  const query = { symbol: binancePair(symbol).pair, limit: levels };
  return binanceBook(await connection.get({ kind: "quotes", about: { symbol, what: "order book" }, path: "/api/v3/depth", query, cost, refusal: binanceRefusal }), symbol);
}

/** Trades from `from` to `to`, both inside, oldest first, by pages; `query` is the symbol. The last hour unless told. */
export async function* tradesOf(connection: Connection, { most = Number.POSITIVE_INFINITY, query: symbol, ...request }: RecordsRequest): AsyncGenerator<Page<Trade>> {
  instrumentFor("binance", symbol, ["crypto"]);
  const span = givenSpan("binance", request, { days: TRADE_DAYS, now: connection.now() });
  const { from, to } = span;
  let left = most;
  let next: number | undefined;
  while (left > 0) {
    const page = await tradesFrom(connection, symbol, next === undefined ? { startTime: from, endTime: to } : { fromId: next }, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    const items = page.items.filter(({ time }) => isWithin(time, span)).slice(0, left);
    left -= items.length;
    yield { ...page, items };
    const last = page.items.at(-1);
    if (last === undefined || page.items.length < MOST_ROWS || last.time > to) return;
    next = last.id + 1;
  }
}

/** At most a thousand trades, from a number or a moment on. */
async function tradesFrom(connection: Connection, symbol: string, place: { readonly fromId: number } | { readonly startTime: number; readonly endTime: number }, about: Readonly<Record<string, string>> = {}): Promise<Page<Trade>> {
  const query = { symbol: binancePair(symbol).pair, ...place, limit: MOST_ROWS };
  return binanceTrades(await connection.get({ kind: "quotes", about: { symbol, what: "trades", ...about }, path: "/api/v3/aggTrades", query, cost: 4, refusal: binanceRefusal }), symbol);
}
