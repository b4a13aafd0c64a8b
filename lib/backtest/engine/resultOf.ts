import type { Account } from "../account/account.ts";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { BacktestResult, Fill, PaidCosts } from "../result.ts";
import { tradesOf } from "../trades.ts";
import { barFindings, neverDecided, notClosed } from "./barFindings.ts";
import type { Curves } from "./curves.ts";
import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import type { Feed } from "./feed.ts";
import type { Findings } from "./findings.ts";
import type { Holding } from "./holding.ts";
import type { OrderDesk } from "./orderDesk.ts";
import type { Rules } from "./rules.ts";

export type Finished = {
  readonly account: Account;
  readonly assumptions: readonly string[];
  readonly curves: Curves;
  readonly desk: OrderDesk;
  readonly engine: Engine;
  readonly execution: Execution;
  readonly feeds: readonly Feed[];
  readonly findings: Findings;
  readonly holdings: readonly Holding[];
  readonly rules: Rules;
};

/** The result of a run up to the moment it has come to. */
export function resultOf({ account, assumptions, curves, desk, engine, execution, feeds, findings, holdings, rules }: Finished): BacktestResult {
  const upToNow = (column: Float64Array): Float64Array => (column.length === curves.rows ? column : column.slice(0, curves.rows));
  const closeTime = upToNow(curves.time);
  const fills = execution.fills.slice();
  const last = { row: curves.rows - 1, time: closeTime[curves.rows - 1] ?? Number.NaN };
  const units = curves.units.map(upToNow);
  const interval = holdings.reduce((one, { feed }) => (INTERVAL_MILLIS[feed.interval] < INTERVAL_MILLIS[one] ? feed.interval : one), holdings[0]!.feed.interval);
  const fillsByAsset = Map.groupBy(fills, ({ asset }) => asset);
  const tradesOfAsset = ({ asset, index }: Holding) => tradesOf(fillsByAsset.get(asset) ?? [], { ...last, close: account.marks[index]! }, engine.splits.filter((split) => split.asset === asset));
  const trades = holdings.flatMap(tradesOfAsset);
  return {
    symbol: holdings.map(({ asset }) => asset).join(", "),
    assets: holdings.map(({ asset }) => asset),
    interval,
    capital: rules.capital,
    closeTime,
    equity: upToNow(curves.equity),
    cash: upToNow(curves.cash),
    units: units[0]!,
    unitsByAsset: Object.fromEntries(holdings.map(({ asset, index }) => [asset, units[index]!])),
    positions: upToNow(curves.positions),
    leverage: upToNow(curves.leverage),
    orders: desk.list(),
    fills,
    trades: holdings.length === 1 ? trades : trades.sort((a, b) => a.exitRow - b.exitRow || a.entryRow - b.entryRow),
    dividends: account.dividends,
    costs: paidCosts(fills, account),
    assumptions,
    findings: [...barFindings(feeds, holdings, closeTime), ...(engine.isWarm || curves.rows === 0 ? [] : [neverDecided(holdings, rules.warmUp, closeTime)]), ...findings.list(), ...notClosed(engine.unclosed(), closeTime)],
  };
}

function paidCosts(fills: readonly Fill[], { borrow, financing }: Account): PaidCosts {
  const paid = { commission: 0, spread: 0, slippage: 0 };
  for (const { commission, slippage, spread } of fills) {
    paid.commission += commission;
    paid.spread += spread;
    paid.slippage += slippage;
  }
  return { ...paid, borrow, financing, total: paid.commission + paid.spread + paid.slippage + borrow + financing };
}
