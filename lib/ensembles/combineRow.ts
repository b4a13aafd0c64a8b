import type { Row } from "./rows.ts";
import type { EnsembleState } from "./state.ts";

/** What the ensemble says of a row. */
export type RowAnswer = {
  readonly forecast: number;
  /** Weights that were used, 0 for a missing member. [K] */
  readonly weights: Float64Array;
  /** Of a vote: the winner's share of the votes cast, 0 where none was. */
  readonly confidence?: number;
};

/** Combines one row by what was learnt. Microseconds: K multiplications. */
export function combineRow(state: EnsembleState, row: Row): RowAnswer {
  const weights = presentWeights(state.rule === "regime" ? (state.byRegime[row.regime] ?? state.weights) : state.weights, row.forecasts);
  if (state.rule === "vote") return { weights, ...voteOf(row.forecasts, weights, state) };
  let forecast = state.rule === "weights" ? state.intercept : 0;
  for (let k = 0; k < weights.length; k++) if (weights[k] !== 0) forecast += weights[k]! * row.forecasts[k]!;
  return { forecast, weights };
}

/** The weights with the share of missing members given to the others in proportion, so that their sum stays; in equal parts if those have none. */
function presentWeights(learnt: readonly number[], forecasts: Float64Array): Float64Array {
  const isPresent = (k: number) => !Number.isNaN(forecasts[k]!);
  let [all, present, count] = [0, 0, 0];
  learnt.forEach((weight, k) => {
    all += weight;
    if (!isPresent(k)) return;
    present += weight;
    count++;
  });
  if (count === learnt.length) return Float64Array.from(learnt);
  return Float64Array.from(learnt, (weight, k) => (!isPresent(k) ? 0 : present > 0 ? (weight * all) / present : all / count));
}

type Voting = { readonly reads: "sign" | "probability" | "class"; readonly threshold: number; readonly sure: number };

/** Where no choice wins by the threshold the ensemble abstains: 0 of signs, 0.5 of probabilities, NaN of classes. */
function voteOf(forecasts: Float64Array, weights: Float64Array, { reads, sure, threshold }: Voting): { forecast: number; confidence: number } {
  const votes = new Map<number, number>();
  let cast = 0;
  for (let k = 0; k < weights.length; k++) {
    const choice = choiceOf(forecasts[k]!, reads, sure);
    if (weights[k] === 0 || Number.isNaN(choice)) continue;
    votes.set(choice, (votes.get(choice) ?? 0) + weights[k]!);
    cast += weights[k]!;
  }
  const [[winner, most] = [Number.NaN, 0], [, second] = [Number.NaN, 0]] = [...votes].sort(([, a], [, b]) => b - a);
  const confidence = cast > 0 ? most / cast : 0;
  const hasWon = confidence >= threshold - 1e-12 && most > second;
  if (reads === "sign") return { forecast: hasWon ? winner : 0, confidence };
  if (reads === "class") return { forecast: hasWon ? winner : Number.NaN, confidence };
  return { forecast: hasWon ? (winner === 1 ? confidence : 1 - confidence) : 0.5, confidence };
}

/** What a member votes for, NaN if for nothing: a forecast of exactly no change, a probability less sure than asked. */
function choiceOf(forecast: number, reads: Voting["reads"], sure: number): number {
  if (reads === "class") return forecast;
  if (reads === "sign") return forecast === 0 ? Number.NaN : Math.sign(forecast);
  return forecast > 0.5 && forecast >= sure ? 1 : forecast < 0.5 && 1 - forecast >= sure ? 0 : Number.NaN;
}
