import { z } from "zod";
import { exDayOf } from "../actions/exRow.ts";
import { INTERVAL_MILLIS, parseBarTime } from "../barTime.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import { zoneOf } from "../calendars/zone.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { Quote } from "../records/quote.ts";
import type { SocialPost } from "../records/socialPost.ts";
import type { UtcMillis } from "../units.ts";
import { askedOf, barPage, type BarRow, unreadPage } from "./barPage.ts";
import { epochSeconds } from "./epoch.ts";
import { clockText } from "./clockText.ts";
import { zoneOfShare } from "./exchangeSuffixes.ts";
import type { BarPage, Page, SymbolInfo } from "./source.ts";

const HOUR = 3_600_000;
/** FMP's clocks, whatever is traded: github.com/FinancialModelingPrepAPI/Financial-Modeling-Prep-API/issues/30 and 43. */
const newYork = zoneOf("America/New_York");
const list = z.array(z.unknown());
const orNaN = z.number().nullable().transform((value) => value ?? Number.NaN);
const day = z.iso.date();
/** The moment at which New York's clocks show a date and time. */
export const newYorkTime = clockText.transform((time) => newYork.toUtc(time));
const prices = { open: orNaN, high: orNaN, low: orNaN, close: orNaN, volume: orNaN };
const dailyRow = z.object({ date: day.transform((date) => parseBarTime(date) ?? Number.NaN), ...prices });
const shortRow = z.object({ date: newYorkTime, ...prices });
const split = z.object({ date: day, numerator: z.number().positive(), denominator: z.number().positive() });
const dividend = z.object({ date: day, dividend: z.number().nonnegative() });

/** Bars of a price answer, splits or dividends of theirs: `about.part` says which. */
export function barsOfFmp(answer: Answer): BarPage {
  const { interval } = askedOf(answer);
  const provenance = "Financial Modeling Prep, adjusted for splits";
  const { findings, value } = readAnswer(answer, list);
  if (value === undefined) return unreadPage(answer, { findings, provenance });
  if (answer.about["part"] === "splits" || answer.about["part"] === "dividends") return actionPage(answer, value, findings, provenance);
  const read = readRows(answer.source, "", value, interval === "1d" ? dailyRow : shortRow);
  const rows = read.rows.map(({ value: { date, ...row } }): BarRow => ({ closeTime: interval === "1d" ? date : date + INTERVAL_MILLIS[interval], ...row }));
  return barPage(answer, rows, { provenance, findings: [...findings, ...read.findings], path: "answer" });
}

/** A page of actions alone: it answers for no bar. Dates are those of the exchange, amounts as they were paid. */
function actionPage(answer: Answer, rows: readonly unknown[], findings: readonly AnswerFinding[], provenance: string): BarPage {
  const { from, symbol, to } = askedOf(answer);
  const exchange = zoneOf(zoneOfShare(symbol));
  const exTime = (date: string): UtcMillis => exchange.toUtc(Date.parse(date));
  const lastMoment = (time: UtcMillis): UtcMillis => (exDayOf(time) + 1) * DAY_MILLIS - 1;
  const splits = answer.about["part"] === "splits" ? readRows(answer.source, "", rows, split) : undefined;
  const dividends = splits === undefined ? readRows(answer.source, "", rows, dividend) : undefined;
  const actions: readonly CorporateAction[] = [
    ...(splits?.rows ?? []).map(({ value }): CorporateAction => ({ kind: "split", symbol, exTime: exTime(value.date), ratio: value.numerator / value.denominator })),
    ...(dividends?.rows ?? []).map(({ value }): CorporateAction => ({ kind: "dividend", symbol, exTime: exTime(value.date), amount: value.dividend })),
  ];
  const page = unreadPage(answer, { provenance, findings: [...findings, ...(splits?.findings ?? []), ...(dividends?.findings ?? [])] });
  return { ...page, actions: actions.filter((action) => lastMoment(action.exTime) > from && lastMoment(action.exTime) <= to).sort((one, other) => one.exTime - other.exTime) };
}

const quote = z.object({ price: z.number(), timestamp: epochSeconds.positive(), previousClose: z.number().nullable().optional(), volume: z.number().nullable().optional() });

export function quoteOf(answer: Answer): Page<Quote> {
  const { findings, value } = readAnswer(answer, list);
  const read = readRows(answer.source, "", value ?? [], quote);
  const items = read.rows.map(({ value: { previousClose, price, timestamp, volume } }): Quote => ({
    symbol: answer.about["symbol"] ?? "", time: timestamp * 1000, price, ...(typeof previousClose === "number" ? { previousClose } : {}), ...(typeof volume === "number" ? { volume } : {}),
  }));
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

const count = z.number().nonnegative();
const sentiment = z.object({ date: newYorkTime, stocktwitsPosts: count, stocktwitsSentiment: z.number().min(0).max(1), twitterPosts: count, twitterSentiment: z.number().min(0).max(1) });

/** Counted posts, an item an hour and community, stamped with the hour's end; hours that are not over are left out. 0 … 1 becomes −1 … 1. Oldest first. */
export function socialOf(answer: Answer): Page<SocialPost> & { readonly isLast: boolean } {
  const symbol = answer.about["symbol"] ?? "";
  const { findings, value } = readAnswer(answer, list);
  const read = readRows(answer.source, "", value ?? [], sentiment);
  const items = read.rows.flatMap(({ value: row }) => {
    const post = (community: string, posts: number, positive: number): SocialPost => ({ id: `${community} ${symbol} ${new Date(row.date).toISOString()}`, time: row.date + HOUR, text: "", community, symbols: [symbol], posts, sentiment: 2 * positive - 1 });
    return [post("stocktwits", row.stocktwitsPosts, row.stocktwitsSentiment), post("twitter", row.twitterPosts, row.twitterSentiment)];
  });
  return { items: items.filter(({ time }) => time <= answer.receivedAt).sort((one, other) => one.time - other.time), answers: [answer], findings: [...findings, ...read.findings], isLast: (value ?? []).length === 0 };
}

const listing = z.object({ symbol: z.string().min(1), name: z.string().nullable().optional(), companyName: z.string().nullable().optional(), exchange: z.string().nullable().optional() });

/** Symbols that a search found, or all. */
export function symbolsOf(answer: Answer): Page<SymbolInfo> {
  const { findings, value } = readAnswer(answer, list);
  const read = readRows(answer.source, "", value ?? [], listing);
  const items = read.rows.map(({ value: { companyName, exchange, name, symbol } }): SymbolInfo => ({ symbol: ourSymbol(symbol, exchange ?? ""), name: name ?? companyName ?? symbol, ...(typeof exchange === "string" ? { exchange } : {}) }));
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

function ourSymbol(symbol: string, exchange: string): string {
  const pair = /^([A-Z0-9]+)(USD|EUR|GBP|JPY|CHF|AUD|CAD|BTC|ETH)$/.exec(symbol);
  if (pair !== null && exchange === "CRYPTO") return `${pair[1]}-${pair[2]}`;
  return exchange === "FOREX" && /^[A-Z]{6}$/.test(symbol) ? `${symbol}=X` : symbol;
}

/** Refusals are text or {"Error Message": "…"}: of the plan with 402 and 403, of the key with 401. */
export function fmpRefusal(body: string, status: number): Refusal | undefined {
  const told = body.slice(0, 400);
  if (/^\s*\[/.test(told)) return undefined;
  if (/limit reach/i.test(told)) return { reason: "budget", message: "the day's requests are used up (250 on the free plan). Ask tomorrow, or take another source." };
  if (status === 402 || /legacy endpoint|special endpoint|exclusive endpoint|restricted endpoint|premium|current subscription/i.test(told)) return { reason: "plan", message: "the key's plan does not hold this. Take another source, or another plan at site.financialmodelingprep.com/pricing-plans." };
  if (/invalid api key/i.test(told)) return { reason: "key", message: "the key is refused. Look it up at site.financialmodelingprep.com/developer/docs/dashboard." };
  return undefined;
}
