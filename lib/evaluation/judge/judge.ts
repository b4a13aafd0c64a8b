import { specText } from "../../catalogue/modelSpec.ts";
import { formatBarTime } from "../../market/barTime.ts";
import { split, type RandomKey } from "../../random/index.ts";
import { bootstrapInterval, dieboldMariano, isAvailable, lagTest, notAvailable, skill, type Measure } from "../../statistics/index.ts";
import { EvaluationError } from "../error.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { classesNamed, classificationMetrics, modelCalibration } from "./classificationMetrics.ts";
import { onCommonRows } from "./commonRows.ts";
import type { Comparison, Judgement, Metric } from "./judgement.ts";
import { regressionMetrics, type Measured } from "./regressionMetrics.ts";

export type JudgeOptions = {
  /** Out-of-fold forecasts of the linear model (logistic for classes) on the same folds. */
  readonly linear: OutOfFold;
  /** Seeds the bootstrap. */
  readonly key: RandomKey;
  /** Default 500. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Largest lag that the lag test looks at. Default: the label's horizon and 4 more. */
  readonly maxLag?: number;
};

/** What a model is worth beside persistence and a linear model, all three on the very same rows, with stationary-bootstrap intervals. */
export function judge(outOfFold: OutOfFold, options: JudgeOptions): Judgement {
  return judgeAll([outOfFold], options)[0]!;
}

/** Several models on the rows that all of them and the linear one foretold. */
export function judgeAll(models: readonly OutOfFold[], options: JudgeOptions): readonly Judgement[] {
  const other = models.find(({ task }) => task !== options.linear.task);
  if (other) throw new EvaluationError(`judge: ${specText(other.spec)} does ${other.task}, the linear model ${specText(options.linear.spec)} ${options.linear.task}; give one of the same task`);
  const [linear, ...others] = onCommonRows([options.linear, ...models]);
  return others.map((one) => judged(one, linear!, options));
}

function judged(one: OutOfFold, linear: OutOfFold, { confidence = 0.95, key, maxLag, resamples = 500 }: JudgeOptions): Judgement {
  const { actual, closeTime, forecast, label, previous, rows, seed, spec, task } = one;
  const isNumber = task === "regression";
  // Neighbouring labels share bars: blocks are at least as long as the label looks ahead.
  const meanBlock = Math.max(Math.cbrt(rows.length), label.horizon);
  const metric = ({ columns, of }: Measured): Metric => {
    const value = of(columns);
    const interval = isAvailable(value) && rows.length >= FEWEST ? bootstrapInterval(columns, of, { key: split(key, "judge"), resamples, confidence, meanBlock }) : notAvailable(isAvailable(value) ? `${rows.length} rows, ${FEWEST} needed` : value.reason);
    return { value, interval };
  };
  const comparison = isNumber ? comparedNumbers(one, metric) : comparedClasses(one, metric);
  const measured = isNumber ? regressionMetrics(one) : classificationMetrics(one);
  return {
    spec, seed, task,
    rows: rows.length,
    from: formatBarTime(closeTime[0]!),
    to: formatBarTime(closeTime.at(-1)!),
    metrics: Object.fromEntries(Object.entries(measured).map(([name, each]) => [name, metric(each)])),
    persistence: comparison("persistence", previous),
    linear: comparison(specText(linear.spec), isNumber ? linear.forecast : classesNamed(linear)),
    ...(isNumber ? { lag: lagOf(actual, forecast, previous, label.horizon, maxLag) } : { calibration: modelCalibration(one) }),
  };
}

/** Fewest rows of which an interval is told. */
const FEWEST = 30;

function lagOf(actual: Float64Array, forecast: Float64Array, previous: Float64Array, horizon: number, maxLag = horizon + 4) {
  const { lag, repeatsYesterday, text } = lagTest({ actual, forecast, previous }, { horizon, maxLag });
  return { lag, repeatsYesterday, text };
}

type Compare = (name: string, other: Float64Array) => Comparison;

/** By squared errors. */
function comparedNumbers({ actual, forecast, label: { horizon } }: OutOfFold, metric: (measured: Measured) => Metric): Compare {
  return (name, other) => ({
    skill: metric({ columns: { actual, forecast, other }, of: (sample) => renamed(name, skill(sample["actual"]!, sample["forecast"]!, sample["other"]!)) }),
    dieboldMariano: dieboldMariano(actual, forecast, other, { horizon }),
  });
}

/** By rows whose class is right: the squared errors of "it is right". */
function comparedClasses(one: OutOfFold, metric: (measured: Measured) => Metric): Compare {
  const right = (named: Float64Array) => named.map((k, t) => (k === one.actual[t] ? 1 : 0));
  const own = right(classesNamed(one));
  return (name, other) => {
    const theirs = right(other);
    const shareWrong = (rights: Float64Array) => rights.reduce((sum, is) => sum + 1 - is, 0) / rights.length;
    const of = ({ own, theirs }: Readonly<Record<string, Float64Array>>): Measure => (shareWrong(theirs!) === 0 ? notAvailable(`${name} makes no error`) : 1 - shareWrong(own!) / shareWrong(theirs!));
    return { skill: metric({ columns: { own, theirs }, of }), dieboldMariano: dieboldMariano(own.map(() => 1), own, theirs, { horizon: one.label.horizon }) };
  };
}

function renamed(name: string, measure: Measure): Measure {
  return isAvailable(measure) ? measure : notAvailable(measure.reason.replace("persistence", name));
}
