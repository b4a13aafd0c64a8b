import { describe, expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/04-factor-analysis.ts";
import { rankInformationCoefficient } from "../analysis/index.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { factorAnalysisExercises as asked } from "./factorAnalysis.ts";

const known = (x: Float64Array, y: Float64Array) => [...x.keys()].filter((t) => !Number.isNaN(x[t]! + y[t]!));
const pearson = (x: readonly number[], y: readonly number[]) => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
  const [a, b] = [mean(x), mean(y)];
  const product = (u: readonly number[], p: number, v: readonly number[], q: number) => u.reduce((sum, value, k) => sum + (value - p) * (v[k]! - q), 0);
  return product(x, a, y, b) / Math.sqrt(product(x, a, x, a) * product(y, b, y, b));
};
const places = (values: readonly number[]) => values.map((value, k) => values.filter((other, j) => other < value || (other === value && j < k)).length);
const strongest = (columns: Readonly<Record<string, Float64Array>>, size: (values: Float64Array) => number) => Object.keys(columns).sort((a, b) => size(columns[b]!) - size(columns[a]!))[0]!;

test("each solution is solved, each stub is open", () => {
  expect(Object.keys(solutions).sort()).toEqual(Object.keys(asked).sort());
  for (const state of [judge(asked.rankIC, solutions.rankIC), judge(asked.pastFifth, solutions.pastFifth), judge(asked.selectOnFold, solutions.selectOnFold), judge(asked.discoveries, solutions.discoveries)]) expect(state.message).toMatch(/: solved\.$/);
  const open = () => yourAnswer();
  for (const state of [judge(asked.rankIC, open), judge(asked.pastFifth, open), judge(asked.selectOnFold, open), judge(asked.discoveries, open)]) expect(state.state).toBe("open");
});

describe("a plausible wrong answer is told why", () => {
  test.each([
    ["a correlation of the values", judge(asked.rankIC, (x, y) => pearson(known(x, y).map((t) => x[t]!), known(x, y).map((t) => y[t]!))), "On 60 rows the answer is"],
    ["equal values ranked in order of time", judge(asked.rankIC, (x, y) => pearson(places(known(x, y).map((t) => x[t]!)), places(known(x, y).map((t) => y[t]!)))), "do they share a rank?"],
    ["missing rows kept", judge(asked.rankIC, (x, y) => pearson([...x], [...y])), "Leave out the rows where one of the two is missing"],
    ["fifths of the whole sample", judge(asked.pastFifth, (values) => values.map((value, t) => (t < 20 ? Number.NaN : Math.min(4, Math.floor((5 * values.filter((other) => other < value).length) / values.length))))), "It looks ahead"],
    ["fifths from the first row on", judge(asked.pastFifth, (values) => values.map((value, t) => Math.min(4, Math.floor((5 * values.subarray(0, t).filter((other) => other < value).length) / Math.max(1, t))))), "At position 0 the answer is NaN"],
    ["a choice on all rows", judge(asked.selectOnFold, (columns, label) => strongest(columns, (values) => Math.abs(rankInformationCoefficient(values, label).value))), "is the strongest on all rows"],
    ["a choice with labels that end behind the fold", judge(asked.selectOnFold, (columns, label, rows) => strongest(columns, (values) => Math.abs(rankInformationCoefficient(values, label, { rows }).value))), "owes it to the last 40 rows"],
    ["the place of the column, not its name", judge(asked.selectOnFold, (columns, label, fold) => String(Object.keys(columns).indexOf(solutions.selectOnFold(columns, label, fold)))), 'yours is "'],
    ["always the first", judge(asked.selectOnFold, (columns) => Object.keys(columns)[0]!), "not yet right"],
    ["every p up to the share", judge(asked.discoveries, (p, share) => p.filter((value) => value <= share).length), "as if only one had been tried"],
    ["Bonferroni's rule", judge(asked.discoveries, (p, share) => p.filter((value) => value <= share / p.length).length), "That is Bonferroni's rule"],
    ["a stop at the first that is too large", judge(asked.discoveries, (p, share) => [...p].sort((a, b) => a - b).findIndex((value, k) => value > (share * (k + 1)) / p.length)), "the answer is"],
  ])("%s", (_, verdict, reason) => {
    expect(verdict.state).toBe("wrong");
    expect(verdict.message).toContain(reason);
  });
});
