import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Interval, INTERVALS, isoDate } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { Connection, Request } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { type Instrument, instrumentFor } from "../instruments/instrument.ts";
import { cutSpan, type Span } from "./askedSpan.ts";
import { aboutBars, askedCloses, emptyPage } from "./barPage.ts";
import { micOf, shareOf } from "./exchangeSuffixes.ts";
import { listed, type Source } from "./source.ts";
import { isNothing, MOST_ROWS, TWELVE_DATA_INTERVALS, twelveDataBars, twelveDataQuote, twelveDataRefusal, twelveDataSymbols } from "./twelveDataAnswers.ts";

const KINDS = ["stock", "crypto", "forex"] as const;
/** Days asked for where nothing is said. */
const DAYS: Readonly<Record<Interval, number>> = { "1m": 7, "5m": 30, "15m": 60, "1h": 365, "1d": 3653 };
/** Longest session of an exchange: 8½ hours, London and Frankfurt. */
const SESSION_MINUTES = 510;

/**
 * Twelve Data: bars, last prices and a search of symbols, for shares, coins and currencies; indices belong to paid plans. Prices are adjusted for splits.
 * The free plan: 800 credits a day, 8 a minute; each request here costs one, however many rows it has: credits are counted by endpoint and symbol (support.twelvedata.com/en/articles/5615854-credits). 5000 bars a request, so long stretches are asked in parts, oldest first. One-minute bars begin in February 2020.
 * https://twelvedata.com/docs
 */
export const twelveData: Source = {
  name: "twelveData",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: KINDS, adjusted: "splits" },
  reach: {
    origin: "https://api.twelvedata.com",
    limits: [{ units: 800, per: "day" }, { units: 8, per: "minute" }],
    keys: [{ variable: "TWELVEDATA_API_KEY", from: "https://twelvedata.com/account/api-keys" }],
    // In a header and not in the address, which proxies and logs keep.
    headers: (key) => ({ authorization: `apikey ${key("TWELVEDATA_API_KEY")}` }),
  },
  barsOf: twelveDataBars,
  open: (connection) => ({
    barPages: async function* ({ interval = "1d", symbol, ...request }) {
      const instrument = instrumentFor("twelveData", symbol, KINDS);
      const span = askedCloses("twelveData", { ...request, symbol, interval }, { days: DAYS[interval], now: connection.now() });
      for (const part of cutSpan(span, partLength(instrument, interval))) {
        const about = aboutBars(symbol, interval, part);
        const query = { ...namesOf(instrument), interval: TWELVE_DATA_INTERVALS[interval], ...datesOf(part, interval), timezone: "UTC", order: "ASC", outputsize: MOST_ROWS, adjust: "splits", dp: 11 };
        const answer = await ask(connection, symbol, { kind: "bars", about, path: "/time_series", query });
        yield answer === undefined ? emptyPage({ symbol, interval, provenance: "Twelve Data" }, part, connection.now()) : twelveDataBars(answer);
      }
    },
    quote: async (symbol) => {
      const instrument = instrumentFor("twelveData", symbol, KINDS);
      const answer = await ask(connection, symbol, { kind: "quotes", about: { symbol }, path: "/quote", query: { ...namesOf(instrument), dp: 11 } });
      return answer === undefined ? listed([]) : twelveDataQuote(answer, symbol, "quote" in instrument ? instrument.quote : undefined);
    },
    symbols: async (query) => {
      if (query === undefined || query === "") return listed([]);
      const answer = await ask(connection, query, { kind: "symbols", about: { query }, path: "/symbol_search", query: { symbol: query, outputsize: 30 } });
      return answer === undefined ? listed([]) : twelveDataSymbols(answer);
    },
  }),
};

/** An answer, or none where the source says with an error status that the stretch holds nothing. */
async function ask(connection: Connection, symbol: string, request: Request): Promise<Answer | undefined> {
  let isEmpty = false;
  const refusal = (body: string): ReturnType<typeof twelveDataRefusal> => {
    isEmpty = isNothing(body);
    return isEmpty ? undefined : twelveDataRefusal(body, symbol, connection.now());
  };
  try {
    return await connection.get({ ...request, refusal });
  } catch (error) {
    if (isEmpty) return undefined;
    throw error;
  }
}

/** Pairs as EUR/USD, classes of shares as BRK.B, other exchanges by their code. */
function namesOf(instrument: Instrument): Readonly<Record<string, string>> {
  if ("base" in instrument) return { symbol: `${instrument.base}/${instrument.quote}` };
  const { code, suffix } = shareOf(instrument.symbol);
  const names = { symbol: code.replaceAll("-", ".") };
  if (suffix === undefined) return names;
  const mic = micOf(suffix);
  if (mic === undefined) throw new MarketError(`twelveData: ${instrument.symbol} is of an exchange ".${suffix}" that has no name here. Choose another source.`, { reason: "symbol" });
  return { ...names, mic_code: mic };
}

/** The stretch in the source's words: opens from … to, daily bars by dates; a last date is not inside, so the day after it is named. */
function datesOf({ from, to }: Span, interval: Interval): Readonly<Record<string, string>> {
  if (interval === "1d") return { start_date: isoDate(from + 1), end_date: isoDate(to + DAY_MILLIS) };
  const second = (time: number): string => new Date(time).toISOString().slice(0, 19);
  return { start_date: second(from - INTERVAL_MILLIS[interval] + 1000), end_date: second(to) };
}

/** A stretch that cannot hold more than the source gives at once. Currencies and coins have bars around the clock, exchanges in their sessions on five days of seven. */
function partLength(instrument: Instrument, interval: Interval): number {
  if (instrument.kind !== "stock") return (MOST_ROWS - 10) * INTERVAL_MILLIS[interval];
  const barsADay = interval === "1d" ? 1 : Math.ceil((SESSION_MINUTES * 60_000) / INTERVAL_MILLIS[interval]) + 1;
  const sessions = Math.floor(MOST_ROWS / barsADay);
  return (Math.floor((sessions * 7) / 5) - 2) * DAY_MILLIS;
}
