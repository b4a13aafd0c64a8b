import type { Sweep } from "../../lib/backtest/index.ts";
import type { Measure, StrategyRow } from "../../lib/statistics/index.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const two = (value: number) => value.toFixed(2);

type Column = { readonly name: string; readonly ofSet: (sweep: Sweep) => ArrayLike<number>; readonly ofRow: (row: StrategyRow) => Measure; readonly format: (value: number) => string };

/** What a sweep tells of each set, and a report of buy-and-hold. */
const COLUMNS: readonly Column[] = [
  { name: "return", ofSet: (sweep) => sweep.totalReturn, ofRow: (row) => row.totalReturn, format: percent },
  { name: "CAGR", ofSet: (sweep) => sweep.cagr, ofRow: (row) => row.cagr, format: percent },
  { name: "Sharpe", ofSet: (sweep) => sweep.sharpe, ofRow: (row) => row.sharpe, format: two },
  { name: "Sortino", ofSet: (sweep) => sweep.sortino, ofRow: (row) => row.sortino, format: two },
  { name: "max drawdown", ofSet: (sweep) => sweep.maxDrawdown, ofRow: (row) => row.maxDrawdown, format: percent },
  { name: "trades", ofSet: (sweep) => sweep.trades, ofRow: (row) => row.trades, format: String },
  { name: "win rate", ofSet: (sweep) => sweep.winRate, ofRow: (row) => row.winRate, format: percent },
  { name: "exposure", ofSet: (sweep) => sweep.exposure, ofRow: (row) => row.exposure, format: percent },
  { name: "turnover", ofSet: (sweep) => sweep.turnover, ofRow: (row) => row.turnover, format: two },
  { name: "costs", ofSet: (sweep) => sweep.costs, ofRow: (row) => row.costs, format: two },
];

export const MEASURES = COLUMNS.map(({ name }) => name);

/** The measures of a set as words; what is not there is N/A. */
export function cellsOfSet(sweep: Sweep, set: number): readonly string[] {
  return COLUMNS.map(({ format, ofSet }) => written(ofSet(sweep)[set]!, format));
}

/** The same of buy-and-hold. */
export function cellsOfRow(row: StrategyRow): readonly string[] {
  return COLUMNS.map(({ format, ofRow }) => written(ofRow(row), format));
}

function written(measure: Measure, format: (value: number) => string): string {
  return typeof measure === "number" && !Number.isNaN(measure) ? format(measure) : "N/A";
}

/** Indices of the sets with the highest Sharpe ratios, best first; those without one come last. */
export function bestFirst({ sets, sharpe }: Sweep): readonly number[] {
  const worth = (set: number) => (Number.isNaN(sharpe[set]!) ? -Infinity : sharpe[set]!);
  return sets.map((_, set) => set).sort((a, b) => (worth(a) < worth(b) ? 1 : -1));
}
