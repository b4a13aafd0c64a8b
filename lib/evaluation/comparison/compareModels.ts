import { meanTest } from "../../analysis/meanTest.ts";
import { roundTripCost } from "../../backtest/index.ts";
import { listedModel } from "../../catalogue/forecasterOf.ts";
import { specText } from "../../catalogue/modelSpec.ts";
import { formatBarTime } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { split, type RandomKey } from "../../random/index.ts";
import { bootstrapValues, isAvailable, lagTest, mean, measured, notAvailable } from "../../statistics/index.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { classificationMetrics } from "../judge/classificationMetrics.ts";
import { onCommonRows } from "../judge/commonRows.ts";
import { regressionMetrics } from "../judge/regressionMetrics.ts";
import type { ComparedModel, ModelComparison } from "./comparison.ts";
import { lossesOf, type Losses } from "./losses.ts";
import { spreadOf } from "./spread.ts";
import { adjusted, testedOf } from "./tested.ts";
import { heldOver, traded, type Held } from "./traded.ts";

export type CompareOptions = {
  /** Of the dataset; what is traded on. */
  readonly bars: Bars;
  /** Seeds the bootstrap. */
  readonly key: RandomKey;
  /** Default 1,000. */
  readonly resamples?: number;
};

/**
 * Models side by side on the rows that all of them foretold, each over its seeds, the most skilled first.
 * Skill is 1 − error/error of the reference, its test that of Diebold and Mariano 1995 on the mean loss over the seeds: what is tested is the model, not its luckiest seed.
 * p-values are one-sided, and adjusted for all models (Holm 1979), for the best of many is good by chance.
 */
export function compareModels(outOfFolds: readonly OutOfFold[], { bars, key, resamples = 1000 }: CompareOptions): ModelComparison {
  const common = onCommonRows(outOfFolds);
  const first = common[0]!;
  const losses = lossesOf(first);
  const held = heldOver(bars, first.rows);
  const names = [...new Set(common.map(({ spec }) => specText(spec)))];
  const models = names.map((name) => {
    const seeds = common.filter(({ spec }) => specText(spec) === name);
    return compared(seeds, outOfFolds.filter(({ spec }) => specText(spec) === name), { losses, held, key: split(key, name), resamples });
  });
  const merit = ({ skill: { value } }: ComparedModel) => (isAvailable(value) ? value : -Infinity);
  return {
    task: first.task, reference: losses.reference, rows: first.rows.length,
    from: formatBarTime(first.closeTime[0]!), to: formatBarTime(first.closeTime.at(-1)!),
    models: [...adjusted(models)].sort((a, b) => merit(b) - merit(a)),
    buyAndHold: { sharpe: held.sharpe, cagr: held.cagr },
    roundTripCost: roundTripCost(),
  };
}

type Beside = { readonly losses: Losses; readonly held: Held; readonly key: RandomKey; readonly resamples: number };

function compared(seeds: readonly OutOfFold[], whole: readonly OutOfFold[], { held, key, losses, resamples }: Beside): ComparedModel {
  const first = seeds[0]!;
  const { family, isRandom } = listedModel(first.spec.model);
  const isNumber = first.task === "regression";
  const metrics = seeds.map((one) => (isNumber ? regressionMetrics(one) : classificationMetrics(one)));
  const columns = seeds.map(losses.of);
  const skills = columns.map((loss) => skillOf(loss, losses.ofReference, losses));
  const meanBlock = Math.max(Math.cbrt(first.rows.length), first.label.horizon);
  const resampled = bootstrapValues({ reference: losses.ofReference, ...Object.fromEntries(columns.map((loss, k) => [`seed ${k}`, loss])) }, ({ reference = new Float64Array(0), ...own }) => {
    const each = Object.values(own).map((loss) => skillOf(loss, reference, losses)).filter(isAvailable);
    return each.length === 0 ? notAvailable(`${losses.reference} makes no error`) : mean(each);
  }, { key: split(key, "skill"), resamples, meanBlock });
  const known = skills.filter(isAvailable);
  const gain = losses.ofReference.map((loss, t) => loss - mean(columns.map((column) => column[t]!)));
  const { p, t } = meanTest(gain, Math.max(first.label.horizon - 1, Math.floor(Math.cbrt(gain.length))));
  const tells = Number.isFinite(t);
  return {
    spec: first.spec, family, isRandom,
    seeds: seeds.map(({ seed }) => seed),
    metrics: Object.fromEntries(Object.keys(metrics[0]!).map((name) => [name, spreadOf(metrics.map((each) => each[name]!.of(each[name]!.columns)))])),
    skill: { ...testedOf(known.length === 0 ? skills[0]! : mean(known), resampled, tells ? (t > 0 ? p / 2 : 1 - p / 2) : null), spread: spreadOf(skills) },
    dieboldMariano: measured(t, `the same error as ${losses.reference} in every row`),
    ...(isNumber ? { repeatsYesterday: seeds.filter(repeats).length } : {}),
    seconds: spreadOf(whole.flatMap(({ folds }) => folds.map(({ seconds }) => seconds))),
    traded: traded(seeds, held, { key: split(key, "traded"), resamples }),
  };
}

function skillOf(loss: Float64Array, reference: Float64Array, { error, reference: name }: Losses) {
  const base = error(mean(reference));
  return measured(base === 0 ? Number.NaN : 1 - error(mean(loss)) / base, `${name} makes no error`);
}

function repeats({ actual, forecast, label: { horizon }, previous }: OutOfFold): boolean {
  return lagTest({ actual, forecast, previous }, { horizon, maxLag: horizon + 4 }).repeatsYesterday;
}
