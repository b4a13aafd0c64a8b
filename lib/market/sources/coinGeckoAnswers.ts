import { z } from "zod";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Observation } from "../records/observation.ts";
import type { Quote } from "../records/quote.ts";
import type { UtcMillis } from "../units.ts";
import { askedOf, barPage, type BarRow, unreadPage } from "./barPage.ts";
import { epochMillis, epochSeconds } from "./epoch.ts";
import type { BarPage, Page, SymbolInfo } from "./source.ts";

const MINUTE = 60_000;
/** The candles that come, and how long after its close a bar is final: answers are kept for 15 minutes, a day's for 35. docs.coingecko.com/reference/coins-id-ohlc */
export const COIN_CANDLES: Partial<Readonly<Record<Interval, { readonly part: number; readonly settles: number }>>> = {
  "1h": { part: 30 * MINUTE, settles: 15 * MINUTE },
  "1d": { part: 240 * MINUTE, settles: 35 * MINUTE },
};

const list = z.array(z.unknown());
const candle = z.tuple([epochMillis, z.number(), z.number(), z.number(), z.number()]);
type Candle = z.infer<typeof candle>;

/**
 * Bars of an answer of shorter candles: two half-hours are an hour, six times four hours a UTC day. Candles are stamped with their close.
 * A bar that lacks a candle is left out and told; the first one of an answer often does, and is not told, for the answer begins inside it.
 */
export function candlesOf(answer: Answer): BarPage {
  const { from, interval, to } = askedOf(answer);
  const provenance = "CoinGecko, mean of exchanges, no volume";
  const { findings, value } = readAnswer(answer, list);
  const shape = COIN_CANDLES[interval];
  if (value === undefined || shape === undefined) return unreadPage(answer, { findings, provenance });
  const read = readRows(answer.source, "", value, candle);
  const candles = read.rows.map(({ value: one }) => one).sort((one, other) => one[0] - other[0]);
  const length = INTERVAL_MILLIS[interval];
  const byClose = Map.groupBy(candles, ([time]) => Math.ceil(time / length) * length);
  const bars: BarRow[] = [];
  const broken: UtcMillis[] = [];
  const firstWhole = candles[0] === undefined ? undefined : Math.ceil((candles[0][0] - shape.part) / length) * length;
  for (const [close, parts] of byClose) {
    const isOver = close + shape.settles <= answer.receivedAt;
    const isWhole = parts.length === length / shape.part && parts.every(([time]) => time % shape.part === 0);
    if (isWhole ? isOver || close > answer.receivedAt : close > answer.receivedAt) bars.push(joined(parts, interval === "1d" ? close - 1 : close));
    else if (!isWhole && isOver && close - length >= (firstWhole ?? 0) && close > from && close <= to) broken.push(close);
  }
  const told: AnswerFinding[] = broken.length === 0 ? [] : [{ code: "row left out", severity: "warning", where: { source: answer.source, path: "answer" }, expected: `${length / shape.part} candles a bar`, got: `${broken.length} with fewer, the first closes ${new Date(broken[0]!).toISOString()}` }];
  const settled = Math.floor((answer.receivedAt - shape.settles) / length) * length;
  const held = { from: Math.max(from, firstWhole ?? from), to: Math.min(to, settled) };
  const page = barPage(answer, bars, { provenance, findings: [...findings, ...read.findings, ...told, ...shortened(answer, held.from, from)], path: "answer" });
  return { ...page, covers: { from: Math.min(held.from, Math.max(from, held.to)), to: Math.max(from, held.to) } };
}

/** That the answer begins later than what was asked. */
function shortened({ source }: Answer, first: UtcMillis, asked: UtcMillis): readonly AnswerFinding[] {
  if (first <= asked) return [];
  return [{ code: "nothing there", severity: "warning", where: { source, path: "answer" }, expected: `bars from ${new Date(asked).toISOString()}`, got: `bars from ${new Date(first).toISOString()}: earlier ones are only had in longer candles` }];
}

function joined(parts: readonly Candle[], closeTime: UtcMillis): BarRow {
  return { closeTime, open: parts[0]![1], high: Math.max(...parts.map((part) => part[2])), low: Math.min(...parts.map((part) => part[3])), close: parts.at(-1)![4], volume: Number.NaN };
}

const columns = z.object({ prices: list, market_caps: list, total_volumes: list });
const point = z.tuple([epochMillis, z.number().nullable()]);
const SERIES = [["prices", "price"], ["market_caps", "marketCap"], ["total_volumes", "volume24h"]] as const;

/** Price, market value and volume of the last 24 hours, series by series; each known at its moment. */
export function chartOf(answer: Answer): Page<Observation> {
  const { symbol = "", unit = "" } = answer.about;
  const { findings, value } = readAnswer(answer, columns);
  const reads = SERIES.map(([column, name]) => ({ name, ...readRows(answer.source, column, value?.[column] ?? [], point) }));
  const items = reads.flatMap(({ name, rows }) => rows.map(({ value: [time, number] }): Observation => ({ series: `${symbol}/${name}`, time, value: number ?? Number.NaN, unit, knownAt: time })));
  const missing = items.filter(({ value: number }) => Number.isNaN(number)).length;
  const told: AnswerFinding[] = missing === 0 ? [] : [{ code: "nothing there", severity: "warning", where: { source: answer.source, path: "market_caps" }, expected: "a value a moment", got: `${missing} without` }];
  return { items, answers: [answer], findings: [...findings, ...reads.flatMap(({ findings: found }) => found), ...told] };
}

const quotes = z.record(z.string(), z.record(z.string(), z.number().nullable()));

/** The price of a coin, by its id and currency. */
export function quoteOf(answer: Answer): Page<Quote> {
  const { coin = "", currency = "", symbol = "" } = answer.about;
  const { findings, value } = readAnswer(answer, quotes);
  const [price, updated] = [value?.[coin]?.[currency], value?.[coin]?.["last_updated_at"]];
  if (value === undefined) return { items: [], answers: [answer], findings };
  const missing = (field: string): AnswerFinding => ({ code: "field missing", severity: "error", where: { source: answer.source, path: `${coin}.${field}` }, expected: "a number", got: "nothing" });
  if (typeof price !== "number") return { items: [], answers: [answer], findings: [...findings, missing(currency)] };
  const time = epochSeconds.safeParse(updated);
  if (!time.success) return { items: [], answers: [answer], findings: [...findings, missing("last_updated_at")] };
  return { items: [{ symbol, time: time.data * 1000, price, currency: currency.toUpperCase() }], answers: [answer], findings };
}

const coin = z.object({ id: z.string().min(1), symbol: z.string(), name: z.string(), market_cap_rank: z.number().nullable().optional() });
const searched = z.object({ coins: list });
export type Coin = { readonly id: string; readonly symbol: string; readonly name: string; readonly rank: number };

/** Coins of a search or of the whole list, the largest first. Many coins bear the same symbol. */
export function coinsOf(answer: Answer): Page<Coin> {
  const isSearch = answer.about["query"] !== undefined;
  const search = isSearch ? readAnswer(answer, searched) : undefined;
  const whole = isSearch ? undefined : readAnswer(answer, list);
  const read = readRows(answer.source, isSearch ? "coins" : "", search?.value?.coins ?? whole?.value ?? [], coin);
  const items = read.rows.map(({ value: { id, market_cap_rank, name, symbol } }): Coin => ({ id, name, symbol: symbol.toUpperCase(), rank: market_cap_rank ?? Number.POSITIVE_INFINITY }));
  return { items: items.sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank)), answers: [answer], findings: [...(search?.findings ?? []), ...(whole?.findings ?? []), ...read.findings] };
}

/** Coins as symbols, in dollars; the exchange is CoinGecko's id of the coin. */
export function symbolsOf(page: Page<Coin>): Page<SymbolInfo> {
  return { ...page, items: page.items.map(({ id, name, symbol }) => ({ symbol: `${symbol}-USD`, name, kind: "crypto", exchange: id })) };
}

/** Refusals come as {"error": "…"}, {"status": {error_code, error_message}} or that inside "error". Codes: docs.coingecko.com/docs/errors-and-rate-limits. */
export function coinGeckoRefusal(body: string, status: number): Refusal | undefined {
  const code = Number(/"error_code"\s*:\s*(\d+)/.exec(body)?.[1]);
  const told = /"(?:error_message|error)"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? "";
  if (status === 429 || code === 429) return status === 429 ? undefined : { reason: "limit", message: told };
  if (code === 10005 || code === 10012) return { reason: "plan", message: "the free plan does not hold this: a year of history, and no paid endpoints. Ask for less, or take binance, which has more for nothing." };
  if (code === 10002 || code === 10010 || code === 10011) return { reason: "key", message: "the key is refused. A demo key of coingecko.com/en/developers/dashboard is wanted in COINGECKO_API_KEY, or none." };
  if (/coin not found/i.test(told)) return { reason: "symbol", message: "there is no such coin. symbols() finds its name." };
  return undefined;
}
