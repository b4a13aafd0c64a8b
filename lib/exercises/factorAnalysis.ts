import { benjaminiHochberg, pastQuantile, rankInformationCoefficient } from "../analysis/index.ts";
import type { Label } from "../labels/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import type { RowRange } from "../validation/index.ts";
import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

type NamedColumns = Readonly<Record<string, Float64Array>>;

/** Columns with ties and missing values, and what came after. */
const PAIRS: readonly (readonly [Float64Array, Float64Array])[] = [60, 75, 90].map((rows, seed) => {
  const { normal } = randomStream(randomKey(seed));
  const later = Float64Array.from({ length: rows }, (_, t) => (t >= rows - 5 ? Number.NaN : 0.01 * normal() ** 3));
  const factor = later.map((value, t) => (t < 7 ? Number.NaN : Math.round(2 * normal() + (Number.isNaN(value) ? 0 : 80 * value))));
  return [factor, later];
});

/** A walk that changes its level, so that edges of the whole sample differ from those of the past. */
const WANDERERS: readonly Float64Array[] = [80, 120].map((rows, seed) => {
  const { normal } = randomStream(randomKey(10 + seed));
  let level = 0;
  return Float64Array.from({ length: rows }, () => (level += normal()));
});

const HORIZON = 40;
const FOLD: RowRange = { from: 20, to: 150 };

/** Three columns: one that foretells inside the fold, one at its end, where labels end behind it, one behind it. */
function market(seed: number): { readonly columns: NamedColumns; readonly label: Label } {
  const { normal } = randomStream(randomKey(20 + seed));
  const values = Float64Array.from({ length: 300 }, (_, t) => (t < 300 - HORIZON ? normal() : Number.NaN));
  const tiedBy = (share: (t: number) => number) => values.map((value, t) => (Number.isNaN(value) ? 0 : share(t) * value) + normal());
  const isUsable = (t: number): boolean => t < FOLD.to - HORIZON;
  const isEnd = (t: number): boolean => !isUsable(t) && t < FOLD.to;
  const columns = { early: tiedBy((t) => (isUsable(t) ? 0.8 : isEnd(t) ? -1.5 : 0)), end: tiedBy((t) => (isEnd(t) ? 20 : 0)), behind: tiedBy((t) => (t >= FOLD.to ? 5 : 0)) };
  const names = (["early", "end", "behind"] as const).map((_, k, all) => all[(k + seed) % 3]!);
  return { columns: Object.fromEntries(names.map((name, k) => [["first", "second", "third"][k]!, columns[name]])), label: { name: "later", horizon: HORIZON, values } };
}

/** Name of the strongest column on the rows. */
function strongest(columns: NamedColumns, label: Label, rows: RowRange): string {
  const size = (name: string): number => Math.abs(rankInformationCoefficient(columns[name]!, label, { rows }).value);
  return Object.keys(columns).reduce((best, name) => (size(name) > size(best) ? name : best));
}

const TESTS: readonly (readonly number[])[] = [
  [0.001, 0.2, 0.012, 0.9, 0.03, 0.5, 0.02, 0.7, 0.04, 0.6], [0.3, 0.04, 0.9, 0.5], [0.011, 0.021, 0.03, 0.049, 0.048], [0.2, 0.0001, 0.8, 0.6, 0.019, 0.95, 0.03],
];

/** Exercises of notebook 04. */
export const factorAnalysisExercises = {
  rankIC: exercise<(factor: Float64Array, later: Float64Array) => number>({
    number: 1,
    title: "the rank coefficient",
    task: "Return the correlation of the ranks of `factor` and `later` over the rows where neither is NaN; equal values share the mean of their ranks.",
    check(answer) {
      for (const [factor, later] of PAIRS) {
        const got = answer(factor.slice(), later.slice());
        if (typeof got === "number" && Number.isNaN(got)) return "It is NaN. Leave out the rows where one of the two is missing, before you rank.";
        const expected = rankInformationCoefficient(factor, { name: "later", horizon: 1, values: later }).value;
        const difference = numberDifference(got, expected);
        if (difference) return `On ${factor.length} rows ${difference} The factor has equal values: do they share a rank?`;
      }
      return undefined;
    },
  }),
  pastFifth: exercise<(values: Float64Array) => ArrayLike<number>>({
    number: 2,
    title: "fifths without the future",
    task: "Return, for each row, the fifth it lies in among the rows before: five times the share of them below it, rounded down, at most 4; NaN while there are fewer than twenty.",
    check(answer) {
      for (const values of WANDERERS) {
        const got = answer(values.slice());
        const cut = values.length >> 1;
        const early = Array.from(got).slice(0, cut);
        if (differenceOf(early, answer(values.slice(0, cut))) !== undefined) return "It looks ahead: early fifths change when later rows are taken away. A row of the first year cannot know what will be high in the last.";
        const difference = differenceOf(got, pastQuantile(values, { quantiles: 5, minimum: 20 }));
        if (difference) return difference;
      }
      return undefined;
    },
  }),
  selectOnFold: exercise<(columns: NamedColumns, label: Label, fold: RowRange) => string>({
    number: 3,
    title: "the strongest column of a fold",
    task: "Return the name of the column with the largest |rank IC| on the fold, from rows whose label is known inside it: the label of row t is known at t + label.horizon.",
    check(answer) {
      for (const { columns, label } of [market(0), market(1), market(2)]) {
        const rightRows = { from: FOLD.from, to: FOLD.to - HORIZON };
        const got = answer(columns, label, FOLD);
        if (got === strongest(columns, label, rightRows)) continue;
        if (got === strongest(columns, label, { from: 0, to: 300 })) return `"${got}" is the strongest on all rows. Behind the fold lies what you will be judged on.`;
        if (got === strongest(columns, label, FOLD)) return `"${got}" owes it to the last ${HORIZON} rows of the fold, whose labels are known only behind it.`;
        return `The answer is "${strongest(columns, label, rightRows)}", yours is "${String(got)}".`;
      }
      return undefined;
    },
  }),
  discoveries: exercise<(p: readonly number[], share: number) => number>({
    number: 4,
    title: "how many are found",
    task: "Of n p-values return how many Benjamini and Hochberg accept at `share`: the largest k for which the k-th smallest is at most share·k/n, 0 if there is none.",
    check(answer) {
      for (const p of TESTS) {
        for (const share of [0.05, 0.2]) {
          const expected = benjaminiHochberg(p).filter((q) => q <= share + 1e-12).length;
          const got = answer(p.slice(), share);
          if (got === expected) continue;
          const hint = got === p.filter((value) => value <= share).length ? "You count every p up to the share, as if only one had been tried." : got === p.filter((value) => value <= share / p.length).length ? "That is Bonferroni's rule, which asks for no false discovery at all." : "";
          return `Of ${p.length} p-values at ${share} ${numberDifference(got, expected) ?? ""} ${hint}`.trim();
        }
      }
      return undefined;
    },
  }),
};
