import { column, type Columns } from "../factors/columns.ts";
import type { Label } from "../labels/index.ts";
import { shuffledIndices, split, type RandomKey } from "../random/index.ts";
import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { fittedSelection, type FittedSelection } from "./fittedSelection.ts";
import { purgedRows } from "./purgedRows.ts";
import { averageRanks } from "./ranks.ts";
import type { ColumnScore } from "./scoreColumns.ts";

/** Fewer blocks give halves that are too much alike. */
const FEWEST_BLOCKS = 8;

/**
 * Chooses the columns that are among the strongest on most halves of the fold: drawn again and again, half of its blocks, the `each` columns with
 * the largest |rank correlation| noted; chosen is who was noted in at least `share` of the draws. Meinshausen & Bühlmann 2010, https://doi.org/10.1111/j.1467-9868.2010.00740.x
 * With P columns at most each²/((2·share − 1)·P) chosen ones are false, on average (their theorem 1: columns of noise alike in law, none worse than a guess).
 * Halves are made of blocks because neighbouring labels overlap; ranks are those on the fold.
 */
export function stabilitySelection(columns: Columns, label: Label, fold: RowRange, { block, count = Infinity, draws = 100, each, key, share = 0.75 }: {
  readonly key: RandomKey;
  /** Most columns to choose. Default: all that are stable. */
  readonly count?: number;
  /** Share of the draws from which a column is stable, above 0.5. */
  readonly share?: number;
  /** Columns noted in each draw. Default: as many as keep the bound at one false column or below. */
  readonly each?: number;
  readonly draws?: number;
  /** Rows of a block. Default: four horizons, at least 20, and at most an eighth of the fold. */
  readonly block?: number;
}): FittedSelection {
  const tried = columns.names.length;
  const noted = each ?? Math.max(1, Math.floor(Math.sqrt((2 * share - 1) * tried)));
  if (!(share > 0.5 && share <= 1)) throw new AnalysisError(`stabilitySelection: share must lie above 0.5 and not above 1, got ${share}; the bound on false columns holds there`);
  if (!Number.isInteger(noted) || noted < 1) throw new AnalysisError(`stabilitySelection: each must be a whole number of columns ≥ 1, got ${noted}`);
  if (!Number.isInteger(draws) || draws < 20) throw new AnalysisError(`stabilitySelection: draws must be a whole number ≥ 20, got ${draws}`);
  const rows = purgedRows(fold, label.horizon);
  const length = block ?? Math.max(1, Math.min(Math.max(20, 4 * label.horizon), Math.floor((rows.to - rows.from) / FEWEST_BLOCKS)));
  const blocks = Math.floor((rows.to - rows.from) / length);
  if (!(blocks >= FEWEST_BLOCKS)) throw new AnalysisError(`stabilitySelection: the fold ${fold.from}..${fold.to} holds ${blocks} blocks of ${length} rows, at least ${FEWEST_BLOCKS} are wanted; take a longer fold or shorter blocks`);
  const target = averageRanks(label.values, rows);
  const sums = columns.names.map((name) => blockSums(averageRanks(column(columns, name), rows), target, rows.from, length, blocks));
  const times = columns.names.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const half = shuffledIndices(blocks, split(key, `draw ${draw}`)).subarray(0, blocks >> 1);
    const strengths = sums.map((own) => Math.abs(correlationOver(own, half)) || 0);
    const order = strengths.map((_, k) => k).filter((k) => strengths[k]! > 0).sort((a, b) => strengths[b]! - strengths[a]! || a - b);
    for (const k of order.slice(0, noted)) times[k]!++;
  }
  const all = Int32Array.from({ length: blocks }, (_, k) => k);
  const unknown = Number.NaN;
  const scores = columns.names.map((name, k): ColumnScore => ({ column: name, value: correlationOver(sums[k]!, all), strength: times[k]! / draws, t: unknown, z: unknown, p: unknown, q: unknown, pBest: unknown, rows: rowsOf(sums[k]!) }));
  const ranking = scores.map((score, k) => ({ score, k })).sort((a, b) => b.score.strength - a.score.strength || Math.abs(b.score.value) - Math.abs(a.score.value) || a.k - b.k).map(({ score }) => score);
  const names = ranking.filter(({ strength }) => strength >= share).slice(0, count).map((score) => score.column);
  return fittedSelection({ fold, label: label.name, horizon: label.horizon, by: "stability", names, scores: ranking, chance: { tried, best: unknown, bestOfIndependent: unknown }, mostFalse: noted ** 2 / ((2 * share - 1) * tried) });
}

/** Of each block: count, Σx, Σy, Σx², Σy², Σxy over the rows where both are known. [blocks · 6] */
function blockSums(x: Float64Array, y: Float64Array, from: number, length: number, blocks: number): Float64Array {
  const sums = new Float64Array(6 * blocks);
  for (let t = 0; t < blocks * length; t++) {
    const [a, b] = [x[from + t]!, y[from + t]!];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    const at = 6 * Math.floor(t / length);
    sums[at]! += 1;
    sums[at + 1]! += a;
    sums[at + 2]! += b;
    sums[at + 3]! += a * a;
    sums[at + 4]! += b * b;
    sums[at + 5]! += a * b;
  }
  return sums;
}

/** Correlation over some blocks; NaN where one side does not vary. */
function correlationOver(sums: Float64Array, blocks: Int32Array): number {
  const total = new Float64Array(6);
  for (const block of blocks) for (let k = 0; k < 6; k++) total[k]! += sums[6 * block + k]!;
  const [n, x, y, xx, yy, xy] = [total[0]!, total[1]!, total[2]!, total[3]!, total[4]!, total[5]!];
  const [vx, vy] = [n * xx - x * x, n * yy - y * y];
  return vx > 1e-9 * n * xx && vy > 1e-9 * n * yy ? (n * xy - x * y) / Math.sqrt(vx * vy) : Number.NaN;
}

function rowsOf(sums: Float64Array): number {
  return sums.reduce((count, value, k) => (k % 6 === 0 ? count + value : count), 0);
}
