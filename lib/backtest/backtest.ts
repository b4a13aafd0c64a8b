import { isoDate, type Bars } from "../market/bars.ts";
import { LOOKS_AHEAD } from "../market/repair/repairPlan.ts";
import { assumptionsOf, type Rebalance } from "./assumptions.ts";
import { costsOf, fillCosts, type CostOptions } from "./costs.ts";
import { BacktestError } from "./error.ts";
import { orderSize } from "./orderSize.ts";
import type { BacktestFinding, BacktestResult, Fill } from "./result.ts";
import { decisions, type Strategy } from "./strategy.ts";
import { checkTradable } from "./tradable.ts";
import { tradesOf } from "./trades.ts";

export type BacktestOptions = CostOptions & {
  /** Money at the start. Default 100,000. */
  readonly capital?: number;
  readonly rebalance?: Rebalance;
};

/**
 * Backtest of one symbol, bar by bar: what was decided at the close of bar t is traded at the open of bar t+1.
 * in: bars [N]; wanted positions [N] in −1..1, decided at each close, or a strategy that sees closed bars only
 * out: equity, cash and units at each close [N], fills, trades, costs, assumptions
 * Law: cash + units·close = equity, and equity − capital = Σ trade profit − Σ costs.
 */
export function backtest(bars: Bars, wanted: ArrayLike<number> | Strategy, options: BacktestOptions = {}): BacktestResult {
  const { capital = 100_000, rebalance = "on-change" } = options;
  const costs = costsOf(options);
  if (!(capital > 0 && Number.isFinite(capital))) throw new BacktestError(`capital must be a number above 0, got ${capital}`);
  checkTradable(bars);
  const decide = decisions(bars, wanted);
  const { close, closeTime, open } = bars;
  const count = closeTime.length;
  const equity = new Float64Array(count);
  const cashAtClose = new Float64Array(count);
  const unitsAtClose = new Float64Array(count);
  const positions = new Float64Array(count);
  const fills: Fill[] = [];
  const findings: BacktestFinding[] = foreknown(bars);
  let cash = capital;
  let units = 0;
  let position = 0;
  let order: number | undefined;
  let isRuined = false;

  for (let t = 0; t < count; t++) {
    if (order !== undefined && Number.isNaN(open[t]!)) {
      findings.push({ code: "order-waited", where: { row: t, date: isoDate(closeTime[t]!) }, expected: "an open to trade at", got: "no open" });
    } else if (order !== undefined) {
      const price = open[t]!;
      const worth = cash + units * price;
      const size = orderSize({ wanted: worth > 0 ? order : 0, equity: worth, units, price, costs });
      order = undefined;
      if (size !== 0) {
        const paid = fillCosts(costs, Math.abs(size) * price);
        cash -= size * price + paid.commission + paid.spread + paid.slippage;
        units += size;
        fills.push({ row: t, time: closeTime[t]!, units: size, price, ...paid });
      }
    }
    equity[t] = cash + units * close[t]!;
    cashAtClose[t] = cash;
    unitsAtClose[t] = units;
    positions[t] = units === 0 ? 0 : (units * close[t]!) / equity[t]!;
    if (!isRuined && equity[t]! <= 0) {
      isRuined = true;
      order = 0;
      findings.push({ code: "ruin", where: { row: t, date: isoDate(closeTime[t]!) }, expected: "equity above 0", got: String(equity[t]) });
    }
    if (isRuined) continue;
    const next = decide(t);
    if (next !== position || rebalance === "every-bar") order = next;
    position = next;
  }

  const total = { commission: 0, spread: 0, slippage: 0 };
  for (const { commission, slippage, spread } of fills) {
    total.commission += commission;
    total.spread += spread;
    total.slippage += slippage;
  }
  return {
    symbol: bars.symbol,
    interval: bars.interval,
    capital,
    closeTime,
    equity,
    cash: cashAtClose,
    units: unitsAtClose,
    positions,
    fills,
    trades: tradesOf(fills, { row: count - 1, time: closeTime[count - 1]!, close: close[count - 1]! }),
    costs: { ...total, total: total.commission + total.spread + total.slippage },
    assumptions: assumptionsOf({ capital, costs, rebalance }),
    findings,
  };
}

/** Bars whose repair used later bars show a strategy what nobody knew; their provenance says so. */
function foreknown({ closeTime, provenance }: Bars): BacktestFinding[] {
  if (!provenance.includes(LOOKS_AHEAD) || closeTime.length === 0) return [];
  return [{ code: "bars-look-ahead", where: { row: 0, date: isoDate(closeTime[0]!) }, expected: "bars made from what was known then", got: `a repair that used later ones (${provenance}): leave holes, or fill them forward` }];
}
