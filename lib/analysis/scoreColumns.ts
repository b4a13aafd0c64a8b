import { column, type Columns } from "../factors/columns.ts";
import type { Label } from "../labels/index.ts";
import type { RandomKey } from "../random/index.ts";
import type { RowRange } from "../validation/split.ts";
import { benjaminiHochberg } from "./benjaminiHochberg.ts";
import { binCount, equalBins, jointCounts, tableInformation } from "./binnedInformation.ts";
import { coefficientOf, FEWEST_ROWS } from "./coefficient.ts";
import { expectedBest } from "./expectedBest.ts";
import { twoSidedP } from "./normal.ts";
import { ordered } from "./ordered.ts";
import { completePairs, rankPairs, type Pairs } from "./pairs.ts";
import { drawShifts, shiftedProduct } from "./shifts.ts";
import { standardised } from "./standardised.ts";

/** What columns are judged by. "mutualInformation" is of equally full bins. */
export type ScoreBy = "rankIC" | "ic" | "mutualInformation";

/** One column's score, and how sure it is. NaN where the rows cannot tell. */
export type ColumnScore = {
  readonly column: string;
  /** Coefficient, or nats. */
  readonly value: number;
  /** By Newey and West; NaN for mutual information. */
  readonly t: number;
  /** In standard deviations of what circular shifts of the label give. */
  readonly z: number;
  /** The smaller of |t| and |z|: t knows of calm and wild times, z of columns that hardly move. What is sorted by. */
  readonly strength: number;
  /** Two-sided, of the strength. */
  readonly p: number;
  /** Benjamini–Hochberg over the columns tried. */
  readonly q: number;
  /** Share of shifts in which the best of all columns was at least as strong (Westfall and Young 1993): the p of having searched. */
  readonly pBest: number;
  readonly rows: number;
};

/** What the best of the columns gets where nothing is to be found. */
export type Chance = {
  readonly tried: number;
  /** Mean of the largest |z| over the columns, label shifted: these columns, alike as they are. NaN without shifts. */
  readonly best: number;
  /** The same for as many independent columns. */
  readonly bestOfIndependent: number;
};

export type Scores = { readonly scores: readonly ColumnScore[]; readonly chance: Chance };

type Raw = { readonly value: number; readonly t: number; readonly z: number; readonly others: Float64Array; readonly rows: number };

/** Scores of all columns on the rows, in the columns' order, and what chance gives the best. All columns see the same shifts. */
export function scoreColumns(columns: Columns, label: Label, { by = "rankIC", key, rows, shifts = 200 }: {
  readonly key: RandomKey;
  readonly by?: ScoreBy;
  readonly rows?: RowRange;
  readonly shifts?: number;
}): Scores {
  const target = ordered(label.values, rows);
  const raws = columns.names.map((name): Raw => {
    const values = column(columns, name);
    const pairs = by === "ic" ? completePairs(values, label.values, rows) : rankPairs(ordered(values, rows), target);
    const drawn = drawShifts(pairs.rows.length, label.horizon, shifts, key);
    return by === "mutualInformation" ? scoreInformation(pairs, drawn) : scoreCoefficient(pairs, label.horizon, drawn);
  });
  return judged(columns.names, raws);
}

function scoreCoefficient(pairs: Pairs, horizon: number, drawn: Int32Array): Raw {
  const { rows, t, value } = coefficientOf(pairs, horizon);
  const [x, y] = [standardised(pairs.x), standardised(pairs.y)];
  if (Number.isNaN(value) || x === undefined || y === undefined) return unknown(rows);
  const others = Float64Array.from(drawn, (shift) => shiftedProduct(x, y, shift));
  const deviation = Math.sqrt(others.reduce((sum, other) => sum + other * other, 0) / others.length);
  return { value, t, z: value / deviation, others: others.map((other) => other / deviation), rows };
}

function scoreInformation({ rows, x, y }: Pairs, drawn: Int32Array): Raw {
  if (rows.length < FEWEST_ROWS || standardised(x) === undefined || standardised(y) === undefined) return unknown(rows.length);
  const bins = binCount(rows.length);
  const [a, b] = [equalBins(x, bins), equalBins(y, bins)];
  const informationAt = (shift: number): number => tableInformation(jointCounts(a, b, bins, shift), bins);
  const [value, others] = [informationAt(0), Float64Array.from(drawn, informationAt)];
  const mean = others.reduce((sum, other) => sum + other, 0) / others.length;
  const deviation = Math.sqrt(others.reduce((sum, other) => sum + (other - mean) ** 2, 0) / others.length);
  return { value, t: Number.NaN, z: (value - mean) / deviation, others: others.map((other) => (other - mean) / deviation), rows: rows.length };
}

function unknown(rows: number): Raw {
  return { value: Number.NaN, t: Number.NaN, z: Number.NaN, others: new Float64Array(0), rows };
}

function judged(names: readonly string[], raws: readonly Raw[]): Scores {
  const best = strongestOfShifts(raws);
  const strengths = raws.map(({ t, value, z }) => (Number.isNaN(value) ? Number.NaN : Math.min(...[t, z].filter((known) => !Number.isNaN(known)).map(Math.abs))));
  const p = strengths.map(twoSidedP);
  const q = benjaminiHochberg(p);
  const tried = strengths.filter((strength) => !Number.isNaN(strength)).length;
  return {
    scores: raws.map(({ rows, t, value, z }, k) => {
      const strength = strengths[k]!;
      const pBest = Number.isNaN(strength) || best.length === 0 ? Number.NaN : (1 + best.filter((other) => other >= strength).length) / (1 + best.length);
      return { column: names[k]!, value, t, z, strength, p: p[k]!, q: q[k]!, pBest, rows };
    }),
    chance: { tried, best: best.reduce((sum, value) => sum + value, 0) / best.length, bestOfIndependent: tried === 0 ? Number.NaN : expectedBest(tried) },
  };
}

/** Largest size over the columns, of each shift. */
function strongestOfShifts(raws: readonly Raw[]): Float64Array {
  const known = raws.filter(({ others }) => others.length > 0);
  return Float64Array.from({ length: known[0]?.others.length ?? 0 }, (_, k) => known.reduce((most, { others }) => Math.max(most, Math.abs(others[k]!)), 0));
}
