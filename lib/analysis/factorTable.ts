import { column, type Columns } from "../factors/columns.ts";
import type { Label } from "../labels/index.ts";
import type { RandomKey } from "../random/index.ts";
import type { RowRange } from "../validation/split.ts";
import { binnedInformation } from "./binnedInformation.ts";
import { coefficientOf, FEWEST_ROWS } from "./coefficient.ts";
import { AnalysisError } from "./error.ts";
import { strongestFirst } from "./fitSelection.ts";
import { halfLife, type DecayPoint } from "./halfLife.ts";
import { ordered } from "./ordered.ts";
import { completePairs, rankPairs } from "./pairs.ts";
import { purgedRows } from "./purgedRows.ts";
import { quantileReturns } from "./quantileReturns.ts";
import { scoreColumns, type Chance, type ColumnScore } from "./scoreColumns.ts";
import { turnover } from "./turnover.ts";

/** One line a column. NaN where the rows cannot tell. */
export type FactorRow = Omit<ColumnScore, "value"> & {
  readonly ic: number;
  readonly rankIC: number;
  /** Bars until the information has halved. */
  readonly halfLife: number;
  /** Share of rows in another fifth than the row before. */
  readonly turnover: number;
  /** Rank autocorrelation at lag 1. */
  readonly memory: number;
  /** Mean label of the highest fifth minus the lowest, fifths by past edges. */
  readonly spread: number;
  readonly spreadT: number;
  /** Nats, equally full bins. */
  readonly information: number;
};

export type FactorTable = {
  readonly fold: RowRange;
  /** Horizon of everything but the decay. */
  readonly horizon: number;
  /** Strongest first. */
  readonly rows: readonly FactorRow[];
  /** Rank coefficient by horizon, by column. */
  readonly decay: Readonly<Record<string, readonly DecayPoint[]>>;
  readonly chance: Chance;
};

/**
 * What each column says about the labels, on the rows of a fold whose labels are known inside it. The first label is judged in full, all of them make the decay.
 * t, z, p, q and pBest belong to the rank coefficient. To choose columns from it is to select on the fold: judge the choice on later rows.
 */
export function factorTable(columns: Columns, labels: readonly Label[], fold: RowRange, { key, shifts = 200 }: { readonly key: RandomKey; readonly shifts?: number }): FactorTable {
  const [first] = labels;
  if (first === undefined) throw new AnalysisError("factorTable: there are no labels; give at least one, the one to judge by first");
  const rows = purgedRows(fold, first.horizon);
  const { chance, scores } = scoreColumns(columns, first, { key, rows, shifts });
  const decays = decayOf(columns, labels, fold);
  const lines = scores.map(({ value, ...score }): FactorRow => {
    const values = column(columns, score.column);
    const [{ changed, rankAutocorrelation } = { changed: Number.NaN, rankAutocorrelation: Number.NaN }] = turnover(values, { rows, lags: [1] });
    const { spread } = quantileReturns(values, first, { rows });
    const { x, y } = rankPairs(ordered(values, rows), ordered(first.values, rows));
    return {
      ...score,
      ic: coefficientOf(completePairs(values, first.values, rows), first.horizon).value,
      rankIC: value,
      halfLife: halfLife(decays[score.column] ?? []),
      turnover: changed,
      memory: rankAutocorrelation,
      spread: spread.value,
      spreadT: spread.t,
      information: x.length < FEWEST_ROWS ? Number.NaN : binnedInformation(x, y),
    };
  });
  return { fold, horizon: first.horizon, rows: strongestFirst(lines), decay: decays, chance };
}

/** Each column is sorted once for all horizons. */
function decayOf(columns: Columns, labels: readonly Label[], fold: RowRange): Readonly<Record<string, readonly DecayPoint[]>> {
  const targets = labels.map(({ horizon, values }) => ({ horizon, sorted: ordered(values, purgedRows(fold, horizon)) }));
  return Object.fromEntries(columns.names.map((name) => {
    const sorted = ordered(column(columns, name), fold);
    return [name, targets.map(({ horizon, sorted: target }): DecayPoint => {
      const { t, value } = coefficientOf(rankPairs(sorted, target), horizon);
      return { horizon, value, t };
    })];
  }));
}
