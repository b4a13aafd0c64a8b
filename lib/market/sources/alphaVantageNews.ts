import { z } from "zod";
import { parseBarTime } from "../barTime.ts";
import type { Answer } from "../connection/answer.ts";
import { readAnswer, readRows, textOf } from "../connection/readAnswer.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { UtcMillis } from "../units.ts";
import { isNoNews } from "./alphaVantageRefusal.ts";
import { decimal } from "./decimal.ts";
import type { Page } from "./source.ts";

const feed = z.object({ feed: z.array(z.unknown()) });
/** 20240315T201500, or without the seconds, in UTC. */
const newsTime = z.string().transform((text, context) => {
  const [, year, month, day, hour, minute, second = "00"] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?$/.exec(text) ?? [];
  const time = parseBarTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (time !== undefined) return time;
  context.addIssue({ code: "custom", message: "a time as 20240315T201500" });
  return z.NEVER;
});
const article = z.object({
  title: z.string(), url: z.string(), time_published: newsTime, summary: z.string().nullish(), source: z.string().nullish(),
  overall_sentiment_score: decimal.nullish(), ticker_sentiment: z.array(z.object({ ticker: z.string(), ticker_sentiment_score: decimal })).nullish(),
});

/** AAPL as AAPL, BTC-USD as CRYPTO:BTC, EURUSD=X as FOREX:EUR. */
export function newsTicker(symbol: string): string {
  const instrument = instrumentFor("alphaVantage", symbol, ["stock", "crypto", "forex"]);
  if (instrument.kind === "crypto") return `CRYPTO:${instrument.base}`;
  return instrument.kind === "forex" ? `FOREX:${instrument.base}` : symbol;
}

/** Articles of NEWS_SENTIMENT with the sentiment for the one symbol asked, else the article's own. Times are UTC. */
export function alphaVantageNews(answer: Answer, symbols: readonly string[]): Page<NewsItem> {
  if (isNoNews(textOf(answer).slice(0, 500))) return { items: [], answers: [answer], findings: [] };
  const { findings, value } = readAnswer(answer, feed);
  const read = readRows(answer.source, "feed", value?.feed ?? [], article);
  const asked = new Map(symbols.map((symbol) => [newsTicker(symbol), symbol]));
  const items = read.rows.map(({ value: { overall_sentiment_score: overall, source, summary, ticker_sentiment, time_published, title, url } }): NewsItem => {
    const scores = ticker_sentiment ?? [];
    const own = symbols.length === 1 ? scores.find(({ ticker }) => asked.has(ticker))?.ticker_sentiment_score : undefined;
    const sentiment = own ?? overall ?? undefined;
    return {
      id: url, time: time_published, title, url, symbols: scores.map(({ ticker }) => asked.get(ticker) ?? ticker),
      ...(summary ? { summary } : {}), ...(source ? { publisher: source } : {}), ...(sentiment === undefined ? {} : { sentiment }),
    };
  });
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

/** A moment as the source wants it, 20240315T2015. */
export function newsMoment(time: UtcMillis): string {
  return new Date(time).toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
}
