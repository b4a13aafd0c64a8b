import { z } from "zod";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import { instrumentOf } from "../instruments/instrument.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { Quote } from "../records/quote.ts";
import type { SocialPost } from "../records/socialPost.ts";
import type { UtcMillis } from "../units.ts";
import { epochSeconds } from "./epoch.ts";
import { clockText } from "./clockText.ts";
import { definite } from "./definite.ts";
import { askedOf, barPage, type BarRow, unreadPage } from "./barPage.ts";
import { finnhubSymbol, ourSymbol } from "./finnhubSymbols.ts";
import type { BarPage, Page, SymbolInfo } from "./source.ts";

const HOUR = 3_600_000;
const seconds = epochSeconds.positive().transform((value) => value * 1000);
const orNaN = z.number().nullable().transform((value) => value ?? Number.NaN);
const column = z.array(z.unknown());
const candles = z.discriminatedUnion("s", [z.object({ s: z.literal("no_data") }), z.object({ s: z.literal("ok"), t: column, o: column, h: column, l: column, c: column, v: column })]);
const candle = z.object({ t: seconds, o: orNaN, h: orNaN, l: orNaN, c: orNaN, v: orNaN });

/** Bars of a candle answer. Its times are those of opening. */
export function candlesOf(answer: Answer): BarPage {
  const { interval, symbol } = askedOf(answer);
  const isForex = instrumentOf(symbol).kind === "forex";
  const { findings, value } = readAnswer(answer, candles);
  const provenance = `Finnhub ${finnhubSymbol(symbol)}, ${interval === "1d" && instrumentOf(symbol).kind === "stock" ? "adjusted for splits" : "not adjusted"}`;
  if (value === undefined) return unreadPage(answer, { findings, provenance });
  const columns = value.s === "no_data" ? undefined : value;
  const length = columns === undefined ? 0 : Math.max(...[columns.t, columns.o, columns.h, columns.l, columns.c, columns.v].map((one) => one.length));
  const rows = columns === undefined ? [] : Array.from({ length }, (_, row) => ({ t: columns.t[row], o: columns.o[row], h: columns.h[row], l: columns.l[row], c: columns.c[row], v: columns.v[row] }));
  const read = readRows(answer.source, "candles", rows, candle);
  const closeOf = (open: UtcMillis): UtcMillis => {
    if (interval !== "1d") return open + INTERVAL_MILLIS[interval];
    // A day of currencies opens at five in the afternoon in New York, on the date before its own.
    const inside = isForex ? open + DAY_MILLIS - 1 : open;
    return Math.floor(inside / DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS - 1;
  };
  const bars = read.rows.map(({ value: { c, h, l, o, t, v } }): BarRow => ({ closeTime: closeOf(t), open: o, high: h, low: l, close: c, volume: v }));
  return barPage(answer, bars, { provenance, findings: [...findings, ...read.findings.map(byColumn)], path: "c" });
}

/** The place as Finnhub writes it: candles[3].c is c[3]. */
function byColumn(finding: AnswerFinding): AnswerFinding {
  return { ...finding, where: { ...finding.where, path: finding.where.path.replace(/^candles\[(\d+)\]\.(\w)$/, "$2[$1]") } };
}

const quoteAnswer = z.object({ c: z.number(), pc: z.number(), t: epochSeconds });

/** The quote of a share. */
export function quoteOf(answer: Answer): Page<Quote> {
  const { findings, value } = readAnswer(answer, quoteAnswer);
  if (value === undefined) return { items: [], answers: [answer], findings };
  return { items: [{ symbol: answer.about["symbol"] ?? "", time: value.t * 1000, price: value.c, previousClose: value.pc }], answers: [answer], findings };
}

const list = z.array(z.unknown());
const news = z.object({ id: z.number().int(), datetime: seconds, headline: z.string().min(1), summary: z.string().optional(), url: z.string().optional(), source: z.string().optional(), related: z.string().optional() });

/** News of an answer, oldest first. */
export function newsOf(answer: Answer): Page<NewsItem> {
  const { findings, value } = readAnswer(answer, list);
  const read = readRows(answer.source, "", value ?? [], news);
  const items = read.rows.map(({ value: { datetime, headline, id, related = "", source, summary, url } }): NewsItem => ({
    id: String(id), time: datetime, title: headline, symbols: related.split(",").filter((symbol) => symbol !== "").map(ourSymbol), ...definite({ summary, url, publisher: source }),
  }));
  return { items: items.sort((one, other) => one.time - other.time), answers: [answer], findings: [...findings, ...read.findings] };
}

const counts = z.object({ atTime: clockText, mention: z.number().int().nonnegative(), score: z.number().min(-1).max(1) });
const social = z.union([z.object({ data: list }), z.object({ reddit: list, twitter: list })]);

/** Counted mentions of an answer, an item an hour and community, stamped with the hour's end; hours that are not over are left out. Oldest first. */
export function socialOf(answer: Answer): Page<SocialPost> {
  const { about, receivedAt, source } = answer;
  const symbol = about["symbol"] ?? "";
  const { findings, value } = readAnswer(answer, social);
  const communities = Object.entries(value ?? {}).map(([community, rows]) => ({ community, read: readRows(source, community, rows, counts) }));
  const items = communities.flatMap(({ community, read }) => read.rows.map(({ value: { atTime, mention, score } }): SocialPost => ({
    id: `${community} ${symbol} ${new Date(atTime).toISOString().slice(0, 19).replace("T", " ")}`, time: atTime + HOUR, text: "", symbols: [symbol], posts: mention, sentiment: score,
    ...(community === "data" ? {} : { community }),
  })));
  return {
    items: items.filter(({ time }) => time <= receivedAt).sort((one, other) => one.time - other.time), answers: [answer],
    findings: [...findings, ...communities.flatMap(({ read }) => read.findings)],
  };
}

const searchAnswer = z.object({ result: list });
const listing = z.object({ symbol: z.string().min(1), description: z.string(), type: z.string().optional(), mic: z.string().optional() });

/** Symbols that a search found, or the list of an exchange. */
export function symbolsOf(answer: Answer): Page<SymbolInfo> {
  const isSearch = answer.about["query"] !== undefined;
  const { findings, rows } = isSearch ? found(answer) : listedAt(answer);
  const read = readRows(answer.source, isSearch ? "result" : "", rows, listing);
  const items = read.rows.map(({ value: { description, mic, symbol } }): SymbolInfo => ({ symbol: ourSymbol(symbol), name: description, ...definite({ exchange: mic }) }));
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

function found(answer: Answer): { readonly rows: readonly unknown[]; readonly findings: readonly AnswerFinding[] } {
  const { findings, value } = readAnswer(answer, searchAnswer);
  return { rows: value?.result ?? [], findings };
}

function listedAt(answer: Answer): { readonly rows: readonly unknown[]; readonly findings: readonly AnswerFinding[] } {
  const { findings, value } = readAnswer(answer, list);
  return { rows: value ?? [], findings };
}

/** Finnhub's refusals are {"error": "…"}; what is not paid for came with 401 once and comes with 403 now. */
export function finnhubRefusal(body: string, status: number): Refusal | undefined {
  const told = /^\s*\{\s*"error"\s*:\s*"([^"]*)"/.exec(body)?.[1];
  if (told === undefined || status === 429) return undefined;
  if (/don't have access/i.test(told)) return { reason: "plan", message: "the key's plan does not hold this (shares' candles and social sentiment are paid for). Take another source, or another plan at finnhub.io/pricing." };
  if (/api key|token/i.test(told)) return { reason: "key", message: `the key is refused (${told}). Look it up at finnhub.io/dashboard.` };
  if (/limit reached/i.test(told)) return { reason: "limit", message: told };
  if (/symbol/i.test(told)) return { reason: "symbol", message: told };
  return undefined;
}

/** Of a symbol that it does not know, Finnhub quotes zeros. */
export function quoteRefusal(body: string, status: number): Refusal | undefined {
  const isZero = /"c"\s*:\s*0\s*[,}]/.test(body) && /"t"\s*:\s*0\s*[,}]/.test(body);
  return isZero ? { reason: "symbol", message: "there is no such symbol on the free plan: its quote is 0. symbols() finds names." } : finnhubRefusal(body, status);
}
