import { twoSidedP } from "../analysis/normal.ts";
import { dieboldMariano, formatMeasure, isAvailable, lagTest, rmse, type Measure } from "../statistics/index.ts";
import { commonRows, type Scored } from "./commonRows.ts";
import { missingFromCard, type VersionCard } from "./versionCard.ts";

/** One demand on a version that is to be champion. It survives JSON. */
export type Condition = {
  readonly name: "better than the champion" | "better than persistence" | "does not repeat yesterday" | "card complete";
  readonly passed: boolean;
  /** What was measured, in words with the numbers. */
  readonly text: string;
};

export type PromotionOptions = {
  /** Chance of being better by luck, of one comparison, that is let pass. Default 0.05. */
  readonly level?: number;
};

/** A version as the rule sees it: its out-of-fold forecasts, where it has any, and its card. */
export type Judged = { readonly scored: Scored | undefined; readonly card: VersionCard };

/**
 * Whether a version may become champion: its squared error is less than the champion's on the rows that both foretold and less than persistence's
 * on its own rows, both beyond chance (Diebold and Mariano 1995, one-sided p below the level); it does not repeat yesterday; its card is complete.
 * Where there is no champion yet, the first condition holds.
 */
export function promotionRule(candidate: Judged, champion: Judged | undefined, horizon: number, { level = 0.05 }: PromotionOptions = {}): readonly Condition[] {
  const { scored } = candidate;
  if (!scored) return [{ name: "better than persistence", passed: false, text: "it was registered without out-of-fold forecasts. Register it again with those of a walk-forward." }];
  return [
    againstChampion(scored, champion, horizon, level),
    { name: "better than persistence", ...better(scored.actual, scored.forecast, scored.naive, ["it", scored.task === "regression" ? "persistence" : "the best constant"], horizon, level) },
    notYesterday(scored, horizon),
    completeCard(candidate.card, scored),
  ];
}

function againstChampion(scored: Scored, champion: Judged | undefined, horizon: number, level: number): Condition {
  const name = "better than the champion";
  if (!champion) return { name, passed: true, text: "there is no champion yet" };
  if (!champion.scored) return { name, passed: false, text: "the champion has no out-of-fold forecasts to compare with. Retire it first." };
  const { actual, one, other } = commonRows(scored, champion.scored);
  if (actual.length === 0) return { name, passed: false, text: "it and the champion have foretold no moment in common. Evaluate both on the same bars." };
  return { name, ...better(actual, one, other, ["it", "the champion"], horizon, level) };
}

function better(actual: Float64Array, one: Float64Array, other: Float64Array, [ours, theirs]: readonly [string, string], horizon: number, level: number): Omit<Condition, "name"> {
  const t = dieboldMariano(actual, one, other, { horizon });
  const errors = `RMSE ${short(rmse(actual, one))} of ${ours}, ${short(rmse(actual, other))} of ${theirs} on ${actual.length} rows`;
  if (!isAvailable(t)) return { passed: false, text: `${errors}; they cannot be told apart: ${t.reason}` };
  const p = oneSidedP(t);
  return { passed: p < level, text: `${errors}; Diebold–Mariano t = ${t.toFixed(2)}, p = ${short(p)}, ${p < level ? "below" : "not below"} ${level}` };
}

function notYesterday({ actual, forecast, naive, task }: Scored, horizon: number): Condition {
  const name = "does not repeat yesterday";
  if (task === "classification") return { name, passed: true, text: "not asked of classes" };
  const { foresight, lag, repeatsYesterday, text } = lagTest({ actual, forecast, previous: naive }, { horizon, maxLag: Math.max(5, horizon) });
  const foreseen = formatMeasure(foresight satisfies Measure, (value) => value.toFixed(3));
  return { name, passed: lag !== null && !repeatsYesterday, text: `lag test: ${text} Foresight ${foreseen}` };
}

function completeCard(card: VersionCard, { task }: Scored): Condition {
  const missing = missingFromCard(card, task);
  return { name: "card complete", passed: missing.length === 0, text: missing.length === 0 ? `${Object.keys(card.metrics).length} metrics with intervals, skill and ${task === "regression" ? "lag test" : "calibration"}` : `its card lacks ${missing.join(", ")}` };
}

/** Probability that a standard normal number lies above t. */
function oneSidedP(t: number): number {
  return t > 0 ? twoSidedP(t) / 2 : 1 - twoSidedP(t) / 2;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
