import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { Connection, Request } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import type { Observation } from "../records/observation.ts";
import { askedSpan, cutSpan } from "./askedSpan.ts";
import { candlesOf, chartOf, type Coin, COIN_CANDLES, coinGeckoRefusal, coinsOf, quoteOf, symbolsOf } from "./coinGeckoAnswers.ts";
import { atMost, givenSpan, isWithin } from "./recordSpan.ts";
import type { BarPage, BarsRequest, Page, RecordsRequest, Source } from "./source.ts";

const KEY = "COINGECKO_API_KEY";
/** Currencies that prices are given in; a Tether is none of them. */
const CURRENCIES = ["USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "BTC", "ETH"];
/** Ids of the largest coins, so that they need no search. */
const COINS: Readonly<Record<string, string>> = {
  BTC: "bitcoin", ETH: "ethereum", USDT: "tether", BNB: "binancecoin", SOL: "solana", XRP: "ripple", USDC: "usd-coin", ADA: "cardano", DOGE: "dogecoin", TRX: "tron", AVAX: "avalanche-2", LINK: "chainlink", DOT: "polkadot", LTC: "litecoin", BCH: "bitcoin-cash", XLM: "stellar", XMR: "monero",
};
/** Stretches that may be asked for, in days, and the longest that still comes in candles short enough. */
const STRETCHES = { "1h": [1], "1d": [7, 14, 30] } as const;

/**
 * CoinGecko: coins at the mean of many exchanges. No key is needed; with a free one (COINGECKO_API_KEY, sent as a header) limits are an own.
 * Bars: its candles have no length of choice: 30 minutes up to 2 days back, 4 hours up to 30, 4 days beyond. So hours of the last day and days of the last 30 can be made, and nothing else;
 * an earlier stretch is refused with reason "plan". Candles have no volume: it is NaN. A bar is given when the source's own cache has surely passed it: 15 minutes after an hour, 35 after a day.
 * `macro`: `query` is a symbol (BTC-USD); its price, market value and rolling volume of 24 hours as the series BTC-USD/price, /marketCap, /volume24h: values of moments, no bars. A year back, 90 days a request: each hour.
 * A symbol that several coins bear is the largest coin's.
 * Limits: 10,000 requests a month, and 30 a minute, which is less than the demo key's and more than some see without a key, docs.coingecko.com/docs/errors-and-rate-limits.
 */
export const coinGecko: Source = {
  name: "coinGecko",
  capabilities: { intervals: ["1h", "1d"], network: true, real: true, instruments: ["crypto"], historyDays: { "1h": 1, "1d": 30 }, adjusted: "no" },
  reach: {
    origin: "https://api.coingecko.com",
    limits: [{ units: 30, per: "minute" }, { units: 10_000, per: "month" }],
    keys: [{ variable: KEY, optional: true, from: "https://www.coingecko.com/en/developers/dashboard" }],
  },
  open: (connection) => ({
    symbols: async (query) => symbolsOf(await coins(connection, query?.trim())),
    barPages: (request) => barPages(connection, request),
    quote: async (symbol) => {
      const { currency, id } = await coinOf(connection, symbol);
      return quoteOf(await ask(connection, "quotes", { symbol, coin: id, currency }, "/api/v3/simple/price", { ids: id, vs_currencies: currency, include_last_updated_at: "true", precision: "full" }));
    },
    macro: (request) => atMost(macro(connection, request), request.most),
  }),
  barsOf: candlesOf,
};

async function* barPages(connection: Connection, { interval = "1d", symbol, ...request }: BarsRequest): AsyncGenerator<BarPage> {
  if (interval !== "1h" && interval !== "1d") throw new MarketError(`coinGecko: there are no ${interval} bars, only 1h of the last day and 1d of the last 30. Take another source, as binance.`);
  const now = connection.now();
  const longest = STRETCHES[interval].at(-1)!;
  const { from, to } = askedSpan("coinGecko", request, { days: longest, now });
  const reach = now - longest * DAY_MILLIS;
  if (to <= reach) throw new MarketError(`coinGecko: ${interval} bars go back ${longest} ${longest === 1 ? "day" : "days"}, and all that was asked lies before. Take another source, as binance.`, { reason: "plan" });
  const { currency, id } = await coinOf(connection, symbol);
  // The first candle may lie inside the first bar, so a part more is asked for where it can be had.
  const wanted = now - from + (COIN_CANDLES[interval]?.part ?? 0);
  const days = STRETCHES[interval].find((one) => one * DAY_MILLIS >= wanted) ?? longest;
  yield candlesOf(await ask(connection, "bars", { symbol, coin: id, interval, from: new Date(from).toISOString(), to: new Date(to).toISOString() }, `/api/v3/coins/${encodeURIComponent(id)}/ohlc`, { vs_currency: currency, days, precision: "full" }));
}

async function* macro(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<Observation>> {
  const { currency, id } = await coinOf(connection, request.query);
  const span = givenSpan("coinGecko", request, { days: 90, now: connection.now() });
  // A stretch that is cut begins after its `from`; one of moments begins with it.
  for (const { from: before, to } of cutSpan({ from: span.from - 1, to: Math.min(span.to, connection.now()) }, 90 * DAY_MILLIS)) {
    const from = before + 1;
    const about = { symbol: request.query, unit: currency.toUpperCase(), from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    const page = chartOf(await ask(connection, "macro", about, `/api/v3/coins/${encodeURIComponent(id)}/market_chart/range`, { vs_currency: currency, from: Math.floor(from / 1000), to: Math.ceil(to / 1000), precision: "full" }));
    yield { ...page, items: page.items.filter(({ time }) => isWithin(time, { from, to })) };
  }
}

/** CoinGecko's id and currency of BTC-USD: bitcoin and usd. */
async function coinOf(connection: Connection, symbol: string): Promise<{ readonly id: string; readonly currency: string }> {
  const instrument = instrumentFor("coinGecko", symbol, ["crypto"]);
  if (instrument.kind !== "crypto" || !CURRENCIES.includes(instrument.quote)) throw new MarketError(`coinGecko: prices are in ${CURRENCIES.join(", ")}, not in what ${symbol} asks for. Ask for its dollars, or take binance.`, { reason: "symbol" });
  const currency = instrument.quote.toLowerCase();
  const known = COINS[instrument.base];
  if (known !== undefined) return { id: known, currency };
  const found = (await coins(connection, instrument.base)).items.find((coin) => coin.symbol === instrument.base);
  if (found === undefined) throw new MarketError(`coinGecko: no coin bears the symbol ${instrument.base}. symbols("name") finds coins by name.`, { reason: "symbol" });
  return { id: found.id, currency };
}

async function coins(connection: Connection, query = ""): Promise<Page<Coin>> {
  return coinsOf(await (query === "" ? ask(connection, "symbols", {}, "/api/v3/coins/list", {}) : ask(connection, "symbols", { query }, "/api/v3/search", { query })));
}

function ask(connection: Connection, kind: Request["kind"], about: Request["about"], path: string, query: NonNullable<Request["query"]>): Promise<Answer> {
  return connection.get({ kind, about, path, query, refusal: coinGeckoRefusal, ...(connection.hasKey(KEY) ? { headers: { "x-cg-demo-api-key": connection.key(KEY) } } : {}) });
}
