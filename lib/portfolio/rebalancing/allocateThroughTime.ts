import { type AssetReturns, checkedReturns } from "../assetReturns.ts";
import { PortfolioError } from "../error.ts";
import { checkNumber, type Weights, weightsOf } from "../weights.ts";
import { rebalance, type RebalanceOptions } from "./rebalance.ts";
import { type Schedule, scheduledRows } from "./scheduledRows.ts";

/** Target weights from the returns of the rows just past, and from nothing else. `held` are the weights before the decision. */
export type Allocator = (past: AssetReturns, given: { readonly row: number; readonly held: Weights }) => Weights;

export type AllocationOptions = {
  /** Rows the allocator is shown. Default 252. */
  readonly lookback?: number;
  /** When it decides: after so many rows, or by the calendar ("1mo", with `closeTime`). Default 21. */
  readonly every?: Schedule;
  /** Closing times of the rows, UTC milliseconds. */
  readonly closeTime?: ArrayLike<number>;
  /** Rows from the decision to the trade. Default 1: decided at a close, traded at the next. */
  readonly delay?: number;
  /** Bands, smallest trade and cost of each rebalancing. */
  readonly costs?: RebalanceOptions;
};

export type AllocationPath = {
  readonly names: readonly string[];
  /** Weight of each asset after the trades of a row, held until the next [T]; what is missing to 1 is cash. 0 before the first trade. */
  readonly weights: Readonly<Record<string, Float64Array>>;
  /** Return of the portfolio in each row after costs [T]: 0 before the first trade. */
  readonly returns: Float64Array;
  /** The same before costs. */
  readonly gross: Float64Array;
  /** Sum of the sizes of the trades of each row, as a share of the equity [T]. */
  readonly turnover: Float64Array;
  /** Rows at whose close the allocator decided. */
  readonly decisions: Int32Array;
  /** First row whose return belongs to a position. */
  readonly first: number;
};

/**
 * An allocator walked over time: at a decision it is shown the `lookback` returns up to that row, copied, so that it can neither see the future nor change the past;
 * its weights are traded `delay` rows later, pay their cost there and then drift with the returns, w·(1 + r)/(1 + Σw·r), until the next trade. Cash earns nothing.
 * in: simple returns [T] by asset, no number missing  The first rows, in which the allocator learns, hold cash. Ruin ends the walk: weights and returns are 0 from there on.
 */
export function allocateThroughTime(returns: AssetReturns, allocator: Allocator, { closeTime, costs = {}, delay = 1, every = 21, lookback = 252 }: AllocationOptions = {}): AllocationPath {
  checkNumber("allocateThroughTime", "lookback", lookback, "a whole number of rows from 1", (value) => Number.isInteger(value) && value >= 1);
  checkNumber("allocateThroughTime", "delay", delay, "a whole number of rows from 0", (value) => Number.isInteger(value) && value >= 0);
  const { names, values } = checkedReturns("allocateThroughTime", returns, { least: 1 });
  const count = values[0]!.length;
  const decisions = scheduledRows(count, every, { from: lookback - 1, ...(closeTime ? { closeTime } : {}) });
  const due = new Map<number, Weights>();
  const isDecision = new Set(decisions);
  const columns = names.map(() => new Float64Array(count));
  const [net, gross, turnover] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let held = new Float64Array(names.length);
  let isRuined = false;
  for (let t = 0; t < count && !isRuined; t++) {
    gross[t] = held.reduce((sum, weight, k) => sum + weight * values[k]![t]!, 0);
    isRuined = gross[t]! <= -1;
    const growth = 1 + gross[t]!;
    held = held.map((weight, k) => (isRuined ? 0 : (weight * (1 + values[k]![t]!)) / growth));
    if (isDecision.has(t)) due.set(t + delay, decided(allocator, names, values, t, lookback, held));
    const target = due.get(t);
    const traded = target && !isRuined ? rebalance(weightsOf(names, held), target, costs) : undefined;
    if (traded) held = Float64Array.from(names, (name) => traded.weights[name]! / (1 - traded.cost));
    turnover[t] = traded?.turnover ?? 0;
    net[t] = Math.max(-1, growth * (1 - (traded?.cost ?? 0)) - 1);
    for (const [k, column] of columns.entries()) column[t] = held[k]!;
  }
  return { names, weights: Object.fromEntries(names.map((name, k) => [name, columns[k]!])), returns: net, gross, turnover, decisions, first: Math.min(count, lookback + delay) };
}

function decided(allocator: Allocator, names: readonly string[], values: readonly Float64Array[], row: number, lookback: number, held: Float64Array): Weights {
  const past = Object.fromEntries(names.map((name, k) => [name, values[k]!.slice(row + 1 - lookback, row + 1)]));
  const target = allocator(past, { row, held: weightsOf(names, held) });
  for (const [name, weight] of Object.entries(target)) {
    if (!names.includes(name) || !Number.isFinite(weight)) throw new PortfolioError(`allocateThroughTime: in row ${row} the allocator gave "${name}" the weight ${weight}; ${names.includes(name) ? "it must be a finite number" : `the assets are ${names.join(", ")}`}`);
  }
  return target;
}
