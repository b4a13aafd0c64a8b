import { INTERVAL_MILLIS } from "../barTime.ts";
import { INTERVALS, type Bars, type Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import { type BarsRequest, listed, type Source, wholePage } from "./source.ts";

const DAY = INTERVAL_MILLIS["1d"];
/** Days of history that Yahoo gives for short bars; ten years of daily ones are asked unless told otherwise. */
const HISTORY_DAYS: Readonly<Record<Interval, number>> = { "1m": 7, "5m": 59, "15m": 59, "1h": 729, "1d": 3653 };
const INSTEAD = "Use -p source embedded (in code: source \"embedded\"), which needs no network, or try again.";

export type YahooOptions = { readonly fetch?: typeof fetch; readonly now?: () => number };

/**
 * Yahoo Finance through yahoo-finance2, without a key. Prices are adjusted for splits, not for dividends.
 * A bar that Yahoo leaves empty is kept with missing values; the last bar is left out while it is unfinished. The provenance says how many of both.
 */
export async function yahooBars(request: BarsRequest, { fetch: ownFetch, now = Date.now }: YahooOptions = {}): Promise<Bars> {
  return barsOf(request, await chart(request, now(), ownFetch), now());
}

export const yahoo: Source = {
  name: "yahoo",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: ["stock", "index", "crypto", "forex"], adjusted: "splits" },
  open: () => ({
    symbols: async () => listed([]),
    barPages: async function* (request) {
      yield wholePage(await yahooBars(request));
    },
  }),
};

type Quote = { readonly date: Date; readonly open: number | null; readonly high: number | null; readonly low: number | null; readonly close: number | null; readonly volume: number | null };
type Answer = { readonly meta: { readonly gmtoffset: number; readonly currentTradingPeriod: { readonly regular: { readonly end: Date } } }; readonly quotes: readonly Quote[] };

async function chart({ from, interval = "1d", symbol, to }: BarsRequest, now: number, ownFetch: typeof fetch | undefined): Promise<Answer> {
  // Imported here, so that who works without a network does not pay for the client.
  const { default: YahooFinance } = await import("yahoo-finance2");
  const client = new YahooFinance({
    ...(ownFetch === undefined ? {} : { fetch: ownFetch }),
    suppressNotices: ["yahooSurvey"],
    versionCheck: false,
    validation: { logErrors: false, logOptionsErrors: false },
  });
  const end = to === undefined ? now : Date.parse(to) + DAY;
  const start = from === undefined ? Math.min(now, end) - HISTORY_DAYS[interval] * DAY : Date.parse(from);
  try {
    return await client.chart(symbol, { period1: new Date(start), period2: new Date(end), interval });
  } catch (error) {
    throw asMarketError(error, symbol, interval);
  }
}

/** What a failure means to the reader. */
function asMarketError(error: unknown, symbol: string, interval: Interval): MarketError {
  const text = [error, error instanceof Error ? error.cause : undefined].map((part) => (part instanceof Error ? `${part.name} ${part.message} ${"code" in part ? String(part.code) : ""}` : "")).join(" ");
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|timeout|aborted|certificate/i.test(text)) return new MarketError(`yahoo: no connection to query2.finance.yahoo.com, asked for ${symbol}. ${INSTEAD}`, { cause: error });
  if (/no data found|not found|delisted|404/i.test(text)) return new MarketError(`yahoo: there is no symbol "${symbol}", or it has no ${interval} bars in that time. Look its name up at finance.yahoo.com, as AAPL, ^GSPC, EURUSD=X or BTC-USD.`, { cause: error });
  if (/too many requests|429/i.test(text)) return new MarketError(`yahoo: too many requests were made from here. Wait some minutes. ${INSTEAD}`, { cause: error });
  return new MarketError(`yahoo: the answer for ${symbol} could not be understood (${error instanceof Error ? error.message.split("\n")[0] : String(error)}). ${INSTEAD}`, { cause: error });
}

function barsOf({ interval = "1d", symbol }: BarsRequest, { meta, quotes }: Answer, now: number): Bars {
  const closeOf = (open: Date): number => {
    if (interval !== "1d") return open.getTime() + INTERVAL_MILLIS[interval];
    return (Math.floor((open.getTime() + 1000 * meta.gmtoffset) / DAY) + 1) * DAY - 1;
  };
  const last = quotes.at(-1);
  const closesAt = interval === "1d" ? meta.currentTradingPeriod.regular.end.getTime() : last === undefined ? 0 : closeOf(last.date);
  const isToday = interval !== "1d" || (last !== undefined && closeOf(last.date) === closeOf(new Date(closesAt - 1)));
  const isUnfinished = last !== undefined && isToday && closesAt > now;
  const kept = isUnfinished ? quotes.slice(0, -1) : quotes;
  if (kept.length === 0) throw new MarketError(`yahoo: ${symbol} has no finished ${interval} bar in that time. Ask for an earlier from.`);
  const empty = kept.filter(({ close }) => close === null).length;
  const remarks = [...(empty > 0 ? [`${empty} ${empty === 1 ? "bar" : "bars"} empty at the source`] : []), ...(isUnfinished ? ["the last bar was unfinished and is left out"] : [])];
  const column = (name: "open" | "high" | "low" | "close" | "volume"): Float64Array => Float64Array.from(kept, (quote) => quote[name] ?? Number.NaN);
  return {
    symbol, interval, provenance: ["Yahoo Finance, adjusted for splits", ...remarks].join("; "), closeTime: Float64Array.from(kept, ({ date }) => closeOf(date)),
    open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume"),
  };
}
