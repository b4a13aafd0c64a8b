import type { BacktestResult } from "../../backtest/index.ts";
import { formatBarTime } from "../../market/barTime.ts";
import { isoDate, type Bars } from "../../market/bars.ts";
import { periodsPerYear as barsPerYear } from "../../market/periodsPerYear.ts";
import { split } from "../../random/index.ts";
import { byRegime } from "../breakdown/byRegime.ts";
import { costBreakdown } from "../breakdown/costBreakdown.ts";
import { marketRegimes } from "../breakdown/marketRegimes.ts";
import { StatisticsError } from "../error.ts";
import { sharpeInterval } from "../inference/interval.ts";
import { monteCarloFan } from "../inference/monteCarloFan.ts";
import { notAvailable } from "../measure.ts";
import { simpleReturns } from "../returns/simpleReturns.ts";
import { performance } from "./performance.ts";
import { reportPrices } from "./reportPrices.ts";
import { REPORT_VERSION, type ReportProvenance, type StrategyReport } from "./reportShape.ts";
import type { SearchMap } from "./searchMap.ts";
import { verdict, type VerdictOptions } from "./verdict.ts";

export type ReportOptions = VerdictOptions & {
  /** Name in the tables. Default "strategy". */
  readonly name?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The bars that were traded: the report then holds candles, regimes of the first asset's market, and where the bars come from. */
  readonly bars?: Bars | readonly Bars[];
  /** Of `searchMap`, where parameters were searched. */
  readonly search?: SearchMap;
  readonly provenance?: Partial<Pick<ReportProvenance, "digest" | "seed" | "settings">>;
};

/** Report of a strategy and of buy-and-hold over the same bars. Times are ISO 8601 in UTC: a date for daily bars, else the close time. `key` seeds the intervals and the Monte Carlo fan. */
export function strategyReport(strategy: BacktestResult, hold: BacktestResult, { bars, name = "strategy", parameters = {}, provenance = {}, search, ...options }: ReportOptions): StrategyReport {
  const { assumptions, capital, closeTime, costs, dividends, equity, findings, interval, leverage, positions, symbol, trades } = strategy;
  if (hold.closeTime.length !== closeTime.length) throw new StatisticsError(`strategyReport: the strategy has ${closeTime.length} rows and buy-and-hold ${hold.closeTime.length}; test both over the same bars`);
  const iso = (time: number) => (interval === "1d" ? isoDate(time) : formatBarTime(time));
  const traded: readonly Bars[] = bars === undefined ? [] : "closeTime" in bars ? [bars] : bars;
  const isRuined = equity.some((value) => !(value > 0));
  return {
    version: REPORT_VERSION,
    status: "finished",
    name, parameters, symbol, interval,
    from: iso(closeTime[0]!),
    to: iso(closeTime[closeTime.length - 1]!),
    bars: closeTime.length,
    periodsPerYear: barsPerYear(closeTime),
    capital, assumptions,
    performance: [performance(name, strategy), performance("buy-and-hold", hold)],
    verdict: verdict(strategy, hold, options),
    holdSharpe: closeTime.length < 2 ? notAvailable("0 returns, 30 needed") : sharpeInterval(simpleReturns(hold.equity), { ...options, periodsPerYear: barsPerYear(closeTime) }),
    costs, dividends, findings,
    costTable: costBreakdown(strategy),
    regimes: regimesOf(strategy, traded[0], isRuined),
    fan: isRuined ? notAvailable("the equity fell to 0") : fanOf(equity, options),
    search: search ?? notAvailable("no search of parameters was given"),
    trades: trades.map((trade) => ({ ...trade, entryTime: iso(trade.entryTime), exitTime: iso(trade.exitTime) })),
    equity: Array.from(closeTime, (time, t) => ({ date: iso(time), strategy: equity[t]!, buyAndHold: hold.equity[t]!, net: shareAt(positions, t), gross: shareAt(leverage, t) })),
    prices: traded.filter((one) => one.interval === interval).map((one) => reportPrices(one, iso)),
    provenance: {
      digest: provenance.digest ?? notAvailable("no digest of the bars was given"),
      seed: provenance.seed ?? notAvailable("no seed was given"),
      settings: provenance.settings ?? {},
      bars: traded.map((one) => ({ symbol: one.symbol, interval: one.interval, count: one.closeTime.length, from: iso(one.closeTime[0]!), to: iso(one.closeTime.at(-1)!), source: one.provenance })),
    },
  };
}

/** Where nothing was left of the equity, a share of it is none. */
function shareAt(shares: Float64Array, t: number): number | null {
  const share = shares[t]!;
  return Number.isFinite(share) ? share : null;
}

function fanOf(equity: Float64Array, { key, resamples }: VerdictOptions): StrategyReport["fan"] {
  if (equity.length < 2) return notAvailable("0 returns, 30 needed");
  const fan = monteCarloFan(simpleReturns(equity), { key: split(key, "fan"), ...(resamples === undefined ? {} : { resamples }) });
  return "reason" in fan ? fan : { ...fan, rows: Array.from(fan.rows), lines: fan.lines.map(({ growth, share }) => ({ share, growth: Array.from(growth) })) };
}

function regimesOf({ closeTime, equity }: BacktestResult, bars: Bars | undefined, isRuined: boolean): StrategyReport["regimes"] {
  if (bars === undefined) return notAvailable("the bars were not given");
  if (isRuined) return notAvailable("the equity fell to 0");
  if (bars.closeTime.length !== closeTime.length) return notAvailable(`the bars of ${bars.symbol} are not the rows of the test`);
  if (closeTime.length < 2) return notAvailable("0 returns, 30 needed");
  return byRegime(simpleReturns(equity), marketRegimes(bars), { periodsPerYear: barsPerYear(closeTime) });
}
