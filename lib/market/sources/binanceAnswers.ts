import { z } from "zod";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { BookLevel, OrderBook } from "../records/orderBook.ts";
import type { Quote } from "../records/quote.ts";
import type { Trade } from "../records/trade.ts";
import type { UtcMillis } from "../units.ts";
import { askedOf, barPage } from "./barPage.ts";
import { binancePair, provenanceOf, symbolOfPair } from "./binanceSymbols.ts";
import { epochMillis } from "./epoch.ts";
import type { BarPage, Page, SymbolInfo } from "./source.ts";

/** Most rows that Binance puts into one answer of klines or trades. */
export const MOST_ROWS = 1000;

/** Numbers come as text, so that no digit is lost. */
export const decimal = z.string().regex(/^\d+(\.\d+)?$/, "a number as text, 0.0163").transform(Number).pipe(z.number());
const count = z.int().nonnegative();

const kline = z.tuple([epochMillis, decimal, decimal, decimal, decimal, decimal, z.int()]).rest(z.unknown());

/** From a bar's open to its stamp. A day ends with its last millisecond. */
export function lengthOf(interval: Interval): number {
  return interval === "1d" ? INTERVAL_MILLIS["1d"] - 1 : INTERVAL_MILLIS[interval];
}

/** Bars of one answer of GET /api/v3/klines: open time, open, high, low, close, volume, close time (one millisecond before the next open) … A full answer holds the time up to its last bar only. */
export function binanceBars(answer: Answer): BarPage {
  const { from, interval, symbol, to } = askedOf(answer);
  const { findings, value } = readAnswer(answer, z.array(z.unknown()));
  const read = readRows(answer.source, "answer", value ?? [], kline);
  const odd: AnswerFinding[] = [];
  const rows = read.rows.map(({ row, value: [openTime, open, high, low, close, volume, lastMillisecond] }) => {
    if (lastMillisecond !== openTime + INTERVAL_MILLIS[interval] - 1) {
      odd.push({ code: "value impossible", severity: "warning", where: { source: answer.source, path: `answer[${row}][6]`, row }, expected: String(openTime + INTERVAL_MILLIS[interval] - 1), got: String(lastMillisecond) });
    }
    return { closeTime: openTime + lengthOf(interval), open, high, low, close, volume };
  });
  return barPage(answer, rows, { provenance: provenanceOf(symbol), path: "answer", findings: [...findings, ...read.findings, ...odd], held: { from, to: heldUntil(value) } });

  function heldUntil(given: readonly unknown[] | undefined): UtcMillis {
    if (given === undefined) return from;
    return given.length < MOST_ROWS ? to : Math.min(to, rows.reduce((last, { closeTime }) => Math.max(last, closeTime), from));
  }
}

const exchangeInfo = z.object({ symbols: z.array(z.unknown()) });
const listedPair = z.object({ symbol: z.string(), status: z.string(), baseAsset: z.string(), quoteAsset: z.string() });

/** Pairs that are traded now, out of GET /api/v3/exchangeInfo. Pairs in a currency that our notation has not are left out. */
export function binanceSymbols(answer: Answer, query = ""): Page<SymbolInfo> {
  const { findings, value } = readAnswer(answer, exchangeInfo);
  const read = readRows(answer.source, "symbols", value?.symbols ?? [], listedPair);
  const wanted = query.toUpperCase().replace(/-USD$/, "-USDT");
  const items = read.rows.flatMap(({ value: { baseAsset, quoteAsset, status } }): readonly SymbolInfo[] => {
    const symbol = status === "TRADING" ? symbolOfPair(baseAsset, quoteAsset) : undefined;
    return symbol?.includes(wanted) ? [{ symbol, name: `${baseAsset} in ${quoteAsset}`, kind: "crypto", exchange: "Binance" }] : [];
  });
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

const ticker = z.object({ lastPrice: decimal, bidPrice: decimal, bidQty: decimal, askPrice: decimal, askQty: decimal, prevClosePrice: decimal, volume: decimal, closeTime: epochMillis });

/** Last price, best bid and ask, and the volume of the last 24 hours, out of GET /api/v3/ticker/24hr. */
export function binanceQuote(answer: Answer, symbol: string): Page<Quote> {
  const { findings, value } = readAnswer(answer, ticker);
  if (value === undefined) return { items: [], answers: [answer], findings };
  const quote: Quote = {
    symbol, time: value.closeTime, price: value.lastPrice, bid: value.bidPrice, ask: value.askPrice, bidSize: value.bidQty, askSize: value.askQty,
    previousClose: value.prevClosePrice, volume: value.volume, currency: binancePair(symbol).pricedIn,
  };
  return { items: [quote], answers: [answer], findings };
}

/** Price and size at it. */
export const levels = z.array(z.tuple([decimal, decimal]).rest(z.unknown()).transform(([price, size]): BookLevel => ({ price, size })));
const depth = z.object({ lastUpdateId: count, bids: levels, asks: levels });

/** The order book out of GET /api/v3/depth. */
export function binanceBook(answer: Answer, symbol: string): Page<OrderBook> {
  const { findings, value } = readAnswer(answer, depth);
  const items = value === undefined ? [] : [{ symbol, time: answer.receivedAt, sequence: value.lastUpdateId, bids: value.bids, asks: value.asks }];
  return { items, answers: [answer], findings };
}

/** A trade as answers and streams write it: a count, p price, q size, T time, m whether the buyer's order was there first. */
export const aggregateTrade = z.object({ a: count, p: decimal, q: decimal, T: epochMillis, m: z.boolean() });

export function tradeOf(symbol: string, { T, a, m, p, q }: z.infer<typeof aggregateTrade>): Trade {
  return { id: a, symbol, time: T, price: p, size: q, side: m ? "sold" : "bought" };
}

/** Trades out of GET /api/v3/aggTrades, oldest first. What one order traded at one price is one trade. */
export function binanceTrades(answer: Answer, symbol: string): Page<Trade> {
  const { findings, value = [] } = readAnswer(answer, z.array(z.unknown()));
  const read = readRows(answer.source, "answer", value, aggregateTrade);
  return { items: read.rows.map((row) => tradeOf(symbol, row.value)), answers: [answer], findings: [...findings, ...read.findings] };
}

/** What Binance says in an error, {"code":-1121,"msg":"Invalid symbol."}. Its numbers are listed in errors.md of binance-spot-api-docs. */
export function binanceRefusal(body: string, status: number): Refusal | undefined {
  if (status === 451) return { reason: "plan", message: "Binance does not serve this country. Take another source" };
  const code = Number(/"code"\s*:\s*(-\d+)/.exec(body)?.[1]);
  if (status < 400 || Number.isNaN(code)) return undefined;
  const said = /"msg"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? "";
  if (code === -1121 || (code === -1100 && said.includes("'symbol'"))) return { reason: "symbol", message: "Binance has no such pair; symbols are listed by `symbols`, as BTC-USDT" };
  const bannedUntil = Number(/banned until (\d{13})/.exec(said)?.[1]);
  if (code === -1003 && !Number.isNaN(bannedUntil)) return { reason: "limit", message: "too many requests; this address is banned for a while", retryAt: bannedUntil };
  if (code <= -1100 && code > -1200) return { reason: "misuse", message: said };
  return undefined;
}
