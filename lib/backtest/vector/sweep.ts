import { marginOf } from "../account/margin.ts";
import { assumptionsOf, rebalanceSentence, type RunFacts } from "../assumptions.ts";
import { costsOf, type CostOptions } from "../costs/index.ts";
import { BacktestError } from "../error.ts";
import { computeFactors } from "../../factors/index.ts";
import { fillRuleOf, type FillOptions } from "../fills/index.ts";
import type { Bars, Interval } from "../../market/bars.ts";
import { periodsPerYear as barsPerYear } from "../../market/periodsPerYear.ts";
import type { Series, UtcMillis } from "../../market/units.ts";
import { checkTradable } from "../tradable.ts";
import { parameterSets } from "./parameterSets.ts";
import type { Grid, ParameterSet, SweepRule } from "./rule.ts";
import { simulate } from "./simulate.ts";
import { emptyTallies, note, type Tallies } from "./tallies.ts";
import { VectorAccount } from "./vectorAccount.ts";

export type SweepOptions = {
  readonly rule: SweepRule;
  /** Values of each parameter of the rule, and of `stopLoss` and `takeProfit` where exits are searched too: shares of the entry's price, 0 for none. */
  readonly grid: Grid;
  readonly costs?: CostOptions;
  /** When a limit counts as filled; a sweep knows no limit of volume. */
  readonly fills?: Pick<FillOptions, "limits">;
  /** Money at the start of each set's run. Default 100,000. */
  readonly capital?: number;
  /** Keep each set's returns, which judging the choice needs: `bestOf` of lib/statistics. Eight bytes a bar and set. Default true. */
  readonly keepReturns?: boolean;
  /** Stops the sweep with an error; looked at between sets. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, count: number) => void;
};

/** What a sweep leaves: the results of every set, by its index in `sets`. */
export type Sweep = Tallies & {
  readonly symbol: string;
  readonly interval: Interval;
  readonly rule: string;
  readonly grid: Grid;
  readonly sets: readonly ParameterSet[];
  /** Sets that were run: what the deflated Sharpe ratio of the best has to answer for. */
  readonly trials: number;
  /** Combinations of the grid that make no sense and were not run. */
  readonly refused: number;
  readonly capital: number;
  readonly closeTime: Series<UtcMillis>;
  readonly periodsPerYear: number;
  /** Simple returns from close to close [N − 1] of each set; −1 where it was ruined, 0 after it. Undefined unless kept. */
  readonly returns: readonly Float64Array[] | undefined;
  readonly assumptions: readonly string[];
};

/** Rows of all sets from one look at `signal` to the next. */
const CHUNK = 2_000_000;

/**
 * Runs a rule with every set of a grid over one asset's bars: the vector path, equal to `backtest` of the wanted positions, and to `runBacktest` with
 * targets that carry exits, up to rounding. Indicators are computed once for all sets.
 * in: bars [N], a rule, values of its parameters  out: results by set, and how many trials they are
 */
export async function sweep(bars: Bars, { capital = 100_000, costs, fills, grid, keepReturns = true, onProgress, rule, signal }: SweepOptions): Promise<Sweep> {
  checkTradable(bars);
  if (!(capital > 0 && Number.isFinite(capital))) throw new BacktestError(`capital must be a number above 0, got ${capital}`);
  const { refused, sets } = parameterSets(rule, grid);
  const rules = { name: rule.name, warmUp: 0, capital, costs: costsOf(costs), fills: fillRuleOf(fills), margin: marginOf() };
  const ids = [...new Set(sets.flatMap(rule.columns))];
  const values = ids.length === 0 ? {} : computeFactors(bars, ids).values;
  const count = bars.closeTime.length;
  const periodsPerYear = barsPerYear(bars.closeTime);
  const tallies = emptyTallies(sets.length);
  const [wanted, equity, scratch] = [new Float64Array(count), new Float64Array(count), new Float64Array(count - 1)];
  const common = { wanted, isTouch: rules.fills.limits === "touch", borrowRate: rules.costs.borrowBps / 1e4, financingRate: rules.costs.financingBps / 1e4 };
  const kept = keepReturns ? sets.map(() => new Float64Array(count - 1)) : undefined;
  let rows = 0;
  for (const [k, set] of sets.entries()) {
    const { stopLoss = 0, takeProfit = 0 } = set;
    rule.want(rule.columns(set).map((id) => values[id]!), bars, set, wanted);
    const account = new VectorAccount(capital, bars, rules.costs, rules.margin);
    const ended = simulate(bars, account, { ...common, name: `${rule.name} ${JSON.stringify(set)} on ${bars.symbol}`, stopLoss, takeProfit }, equity);
    note(tallies, k, { ...ended, account, capital, equity, periodsPerYear }, kept?.[k] ?? scratch);
    rows += count;
    if (rows < CHUNK && k + 1 < sets.length) continue;
    rows = 0;
    onProgress?.(k + 1, sets.length);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true && k + 1 < sets.length) throw new BacktestError(`the sweep of ${rule.name} was stopped after ${k + 1} of ${sets.length} sets: there is no result`, { cause: signal.reason });
  }
  const facts: RunFacts = { assets: 1, feeds: 1, intervals: 1, actions: new Set(), delistings: [], leaks: { isOn: false, columns: false, decisions: false, hasColumns: false, isMade: false } };
  return {
    ...tallies, symbol: bars.symbol, interval: bars.interval, rule: rule.name, grid, sets, trials: sets.length, refused, capital, closeTime: bars.closeTime, periodsPerYear, returns: kept,
    assumptions: [...assumptionsOf(rules, facts), rebalanceSentence("on-change"), ...exitSentences(grid)],
  };
}

function exitSentences({ stopLoss, takeProfit }: Grid): string[] {
  if (stopLoss === undefined && takeProfit === undefined) return [];
  return ["Stop loss and take profit stand at a share of the price at which a position was opened or turned, from that open on. A position closed by them is taken anew only when the wanted position changes."];
}
