import type { Judgement, OutOfFold } from "../../lib/evaluation/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { isAvailable, type Measure } from "../../lib/statistics/index.ts";

const HEADINGS: Readonly<Record<string, string>> = { rmse: "RMSE", mae: "MAE", directionalAccuracy: "direction", informationCoefficient: "IC", rankIC: "rank IC", accuracy: "right", brier: "Brier", logLoss: "log loss", rocAuc: "AUC" };

/** A row a model: each number's mean over the seeds, ± its standard deviation where there are several. */
export function judgementTable(judgements: readonly Judgement[], forecasts: readonly OutOfFold[]): readonly string[] {
  const models = [...new Set(judgements.map(({ spec }) => JSON.stringify(spec)))];
  const metrics = Object.keys(HEADINGS).filter((name) => judgements.some((judgement) => judgement.metrics[name] !== undefined));
  const lags = judgements.some(({ lag }) => lag !== undefined);
  const rows = models.map((spec) => {
    const own = judgements.filter((judgement) => JSON.stringify(judgement.spec) === spec);
    const numbers = (pick: (judgement: Judgement) => Measure) => meanText(own.map(pick));
    const seconds = forecasts.filter((one) => JSON.stringify(one.spec) === spec).map(({ folds }) => folds.reduce((sum, fold) => sum + fold.seconds, 0));
    return [
      own[0]!.spec.model, ...metrics.map((name) => numbers(({ metrics: measured }) => measured[name]?.value ?? { value: null, reason: "not measured" })),
      numbers(({ persistence }) => persistence.skill.value), numbers(({ persistence }) => persistence.dieboldMariano), numbers(({ linear }) => linear.skill.value),
      ...(lags ? [`${own.filter(({ lag }) => lag?.repeatsYesterday).length} of ${own.length}`] : []), meanText(seconds),
    ];
  });
  return alignedTable(["model", ...metrics.map((name) => HEADINGS[name]!), "skill", "DM t", "skill to linear", ...(lags ? ["repeats yesterday"] : []), "seconds"], rows);
}

function meanText(values: readonly Measure[]): string {
  const known = values.filter(isAvailable);
  if (known.length === 0) return "N/A";
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (known.length === 1) return short(mean);
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
  return `${short(mean)} ± ${short(deviation, 2)}`;
}

function short(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}
