import { z } from "zod";
import type { Answer } from "../connection/answer.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { InstrumentKind } from "../instruments/instrument.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { Quote } from "../records/quote.ts";
import { epochSeconds } from "./epoch.ts";
import type { Page, SymbolInfo } from "./source.ts";

const amount = z.number().nullish();
const meta = z.object({ symbol: z.string(), regularMarketPrice: z.number(), regularMarketTime: epochSeconds, regularMarketVolume: amount, chartPreviousClose: amount, previousClose: amount, currency: z.string().nullish() });
const chart = z.object({ chart: z.object({ result: z.array(z.object({ meta })).min(1) }) });

/** The last price, out of the head of a chart of one day: it needs no cookie and no consent, as the service of quotes does. Has no bid and no ask. */
export function yahooQuoteOf(answer: Answer): Page<Quote> {
  const { findings, value } = readAnswer(answer, chart);
  const found = value?.chart.result[0]?.meta;
  if (found === undefined) return { items: [], answers: [answer], findings };
  const before = found.previousClose ?? found.chartPreviousClose;
  const item: Quote = {
    symbol: found.symbol, time: 1000 * found.regularMarketTime, price: found.regularMarketPrice,
    ...(before == null ? {} : { previousClose: before }), ...(found.regularMarketVolume == null ? {} : { volume: found.regularMarketVolume }), ...(found.currency == null ? {} : { currency: found.currency }),
  };
  return { items: [item], answers: [answer], findings };
}

const KINDS: Readonly<Record<string, InstrumentKind>> = { EQUITY: "stock", ETF: "stock", MUTUALFUND: "stock", INDEX: "index", CRYPTOCURRENCY: "crypto", CURRENCY: "forex" };
const quotes = z.object({ quotes: z.array(z.unknown()) });
const quote = z.object({ symbol: z.string(), quoteType: z.string(), shortname: z.string().nullish(), longname: z.string().nullish(), exchange: z.string().nullish() });

/** Symbols of a search. What is no market of ours, as options and companies without shares, is left out. */
export function yahooSymbolsOf(answer: Answer): Page<SymbolInfo> {
  const { findings, value } = readAnswer(answer, quotes);
  const own = (value?.quotes ?? []).filter((found) => !(typeof found === "object" && found !== null && Reflect.get(found, "isYahooFinance") === false));
  const read = readRows(answer.source, "quotes", own, quote);
  const items = read.rows.flatMap(({ value: { exchange, longname, quoteType, shortname, symbol } }): SymbolInfo[] => {
    const kind = KINDS[quoteType];
    return kind === undefined ? [] : [{ symbol, name: longname ?? shortname ?? symbol, kind, ...(exchange == null ? {} : { exchange }) }];
  });
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

const news = z.object({ news: z.array(z.unknown()) });
const article = z.object({ uuid: z.string(), title: z.string(), publisher: z.string().nullish(), link: z.string(), providerPublishTime: epochSeconds, relatedTickers: z.array(z.string()).nullish() });

/** Headlines of a search. */
export function yahooNewsOf(answer: Answer): Page<NewsItem> {
  const { findings, value } = readAnswer(answer, news);
  const read = readRows(answer.source, "news", value?.news ?? [], article);
  const items = read.rows.map(({ value: { link, providerPublishTime, publisher, relatedTickers, title, uuid } }): NewsItem => ({ id: uuid, time: 1000 * providerPublishTime, title, url: link, symbols: relatedTickers ?? [], ...(publisher == null ? {} : { publisher }) }));
  return { items: items.sort((one, other) => one.time - other.time), answers: [answer], findings: [...findings, ...read.findings] };
}
