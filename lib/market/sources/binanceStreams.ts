import { z } from "zod";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { Connection } from "../connection/connection.ts";
import { readRows } from "../connection/readAnswer.ts";
import { MarketError } from "../error.ts";
import type { BookLevel, OrderBook } from "../records/orderBook.ts";
import type { Trade } from "../records/trade.ts";
import type { LiveBar, LiveRequest } from "../stream/liveBar.ts";
import { aggregateTrade, decimal, lengthOf, levels, tradeOf } from "./binanceAnswers.ts";
import { orderBookOf } from "./binanceRequests.ts";
import type { BinanceSocket } from "./binanceSocket.ts";
import { epochMillis } from "./epoch.ts";
import { binancePair, provenanceOf } from "./binanceSymbols.ts";

const kline = z.object({ e: z.literal("kline"), E: epochMillis, s: z.string(), k: z.object({ t: epochMillis, i: z.string(), o: decimal, c: decimal, h: decimal, l: decimal, v: decimal, x: z.boolean() }) });

/** So many messages wait for a slow reader. Bars are taken at once and fetched when missed; of trades and of changes of the book those beyond are let go, and the numbers show it. */
const MOST_WAITING = 10_000;

/** Messages of a channel until the signal; what does not fit the schema is told and left out. A lost connection is an error. */
async function* messages<T>(socket: BinanceSocket, channel: string, schema: z.ZodType<T>, { onAlive = () => {}, onConnected = () => {}, onFinding = () => {}, signal }: LiveRequest): AsyncGenerator<T> {
  const isOver = (): boolean => signal?.aborted === true;
  if (isOver()) return;
  const waiting: T[] = [];
  let lost: MarketError | undefined;
  let wake = (): void => {};
  const leave = socket.join(channel, {
    onAlive, onConnected, onFinding,
    onData: (data) => {
      const { findings, rows } = readRows("binance", channel, [data], schema);
      findings.forEach(onFinding);
      if (waiting.length < MOST_WAITING) for (const { value } of rows) waiting.push(value);
      wake();
    },
    onLost: (error) => {
      lost = error;
      wake();
    },
  });
  const stop = (): void => wake();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    while (!isOver()) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (lost !== undefined) throw lost;
      else await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    const { reason }: { readonly reason?: unknown } = signal ?? {};
    leave(reason instanceof MarketError && reason.reason === "timeout");
  }
}

const channelOf = (symbol: string, what: string): string => `${binancePair(symbol).pair.toLowerCase()}@${what}`;

/** Bars from <symbol>@kline_<interval>: the open one every two seconds while there are trades, and once when it is finished. */
export async function* binanceLiveBars(socket: BinanceSocket, now: () => number, { interval, symbol, ...request }: LiveRequest & { readonly interval: Interval }): AsyncGenerator<LiveBar> {
  const provenance = provenanceOf(symbol);
  const { pair } = binancePair(symbol);
  for await (const { E, k, s } of messages(socket, channelOf(symbol, `kline_${interval}`), kline, { symbol, ...request })) {
    if (s !== pair || k.i !== interval || k.t % INTERVAL_MILLIS[interval] !== 0) {
      request.onFinding?.({ code: "value impossible", severity: "error", where: { source: "binance", path: "k.t" }, expected: `the open of a bar of ${interval} of ${pair}`, got: `${k.t} of ${k.i} of ${s}` });
      continue;
    }
    yield { symbol, interval, closeTime: k.t + lengthOf(interval), open: k.o, high: k.h, low: k.l, close: k.c, volume: k.v, isFinished: k.x, source: "binance", receivedAt: now(), sentAt: E, provenance };
  }
}

/** Trades from <symbol>@aggTrade. Each once, by their numbers; a number left out is told. */
export async function* binanceLiveTrades(socket: BinanceSocket, request: LiveRequest): AsyncGenerator<Trade> {
  let last: number | undefined;
  for await (const message of messages(socket, channelOf(request.symbol, "aggTrade"), aggregateTrade, request)) {
    if (last !== undefined && message.a <= last) continue;
    if (last !== undefined && message.a > last + 1) request.onFinding?.({ code: "nothing there", severity: "warning", where: { source: "binance", path: "a" }, expected: `trade ${last + 1}`, got: `trade ${message.a}` });
    last = message.a;
    yield tradeOf(request.symbol, message);
  }
}

const change = z.object({ E: epochMillis, U: z.int(), u: z.int(), b: levels, a: levels });

/**
 * The order book after each change: a snapshot, and the changes of <symbol>@depth that follow it by their numbers U … u (web-socket-streams.md, how to manage a local order book).
 * Changes wait while the snapshot is on its way. u ≤ the book's number: the book holds it, it is passed over. U ≤ number + 1 ≤ u: it is applied. U > number + 1: one was missed, or the snapshot is too old; a new one is asked.
 * The snapshot has 1000 levels, so that those far away are not known. Each snapshot costs 50 of the 6000 units a minute.
 */
export async function* binanceLiveBook(connection: Connection, socket: BinanceSocket, { levels: most = 20, ...request }: LiveRequest & { readonly levels?: number }): AsyncGenerator<OrderBook> {
  let sequence: number | undefined;
  const [bids, asks] = [new Map<number, number>(), new Map<number, number>()];
  for await (const { E, U, a, b, u } of messages(socket, channelOf(request.symbol, "depth"), change, request)) {
    if (sequence === undefined || U > sequence + 1) {
      if (sequence !== undefined) request.onFinding?.({ code: "nothing there", severity: "warning", where: { source: "binance", path: "U" }, expected: `change ${sequence + 1}`, got: `change ${U}; the book is asked again` });
      const { findings, items: [book] } = await orderBookOf(connection, request.symbol, { levels: 1000 });
      findings.forEach((finding) => request.onFinding?.(finding));
      sequence = book?.sequence;
      // A snapshot older than the changes leaves a hole: the next change asks again.
      if (book === undefined || book.sequence + 1 < U) {
        sequence = undefined;
        continue;
      }
      replace(bids, book.bids);
      replace(asks, book.asks);
    }
    if (sequence === undefined || u <= sequence) continue;
    apply(bids, b);
    apply(asks, a);
    sequence = u;
    yield { symbol: request.symbol, time: E, sequence, bids: best(bids, most, -1), asks: best(asks, most, 1) };
  }
}

function replace(side: Map<number, number>, given: readonly BookLevel[]): void {
  side.clear();
  apply(side, given);
}

/** A size of 0 takes the price out. */
function apply(side: Map<number, number>, changes: readonly BookLevel[]): void {
  for (const { price, size } of changes) if (size === 0) side.delete(price);
  else side.set(price, size);
}

function best(side: ReadonlyMap<number, number>, most: number, direction: 1 | -1): readonly BookLevel[] {
  return [...side].sort(([one], [other]) => direction * (one - other)).slice(0, most).map(([price, size]) => ({ price, size }));
}
