import { specText } from "../../catalogue/modelSpec.ts";
import { formatMeasure, isAvailable, type Calibration, type Measure } from "../../statistics/index.ts";
import { formatEvaluationFinding } from "../folds/evaluationFinding.ts";
import type { Comparison, Metric } from "../judge/judgement.ts";
import type { EvaluationCard } from "./evaluationCard.ts";

/** Lines of one part of a card. */
export type CardPart = { readonly title: string; readonly rows: readonly (readonly [string, string])[] };

/** A card in words: names and values, part by part. What cannot be told says N/A and why. */
export function cardParts({ data, findings, folds, judgement, model, plan, seed, versions }: EvaluationCard): readonly CardPart[] {
  const { calibration, from, lag, linear, metrics, persistence, rows, task, to } = judgement;
  const [first, last] = [folds[0], folds.at(-1)];
  return [
    { title: "Model", rows: [["name", model.model], ["settings", specText(model)], ["seed", String(seed)], ["task", task]] },
    {
      title: "Data",
      rows: [["bars", `${data.rows} of ${data.symbol}, ${data.interval}, ${data.from} to ${data.to}`], ["label", `${data.label.name}, ${data.label.horizon} ${data.label.horizon === 1 ? "bar" : "bars"} ahead`], ["columns", data.columns.join(", ")], ["SHA-256", data.digest]],
    },
    {
      title: "Folds",
      rows: [
        ["folds", String(folds.length)],
        ["window", `${plan.lookback} steps, ${plan.scaler} scaler, last ${percent(plan.validationShare)} of the training rows decide when to stop`],
        ...(first && last ? [["first", foldText(first)], ["last", foldText(last)]] as const : []),
      ],
    },
    { title: `Out of sample: ${rows} rows, ${from} to ${to}`, rows: Object.entries(metrics).map(([name, metric]) => [name, metricText(metric)]) },
    { title: "Against persistence", rows: comparisonRows(persistence) },
    { title: "Against the linear model", rows: comparisonRows(linear) },
    { title: "Lag test", rows: [["lag test", lag ? lag.text : "N/A: a test of regressions"]] },
    { title: "Calibration", rows: calibration === undefined ? [["calibration", "N/A: of classifiers"]] : "reason" in calibration ? [["calibration", formatMeasure(calibration)]] : calibrationRows(calibration) },
    { title: "Findings", rows: findings.length === 0 ? [["findings", "none"]] : findings.map((finding, k) => [String(k + 1), formatEvaluationFinding(finding)]) },
    { title: "Versions", rows: Object.entries(versions) },
  ];
}

/** A card as text, a heading a part. */
export function cardText(card: EvaluationCard): string {
  return cardParts(card).map(({ rows, title }) => {
    const width = Math.max(...rows.map(([name]) => name.length));
    return [`## ${title}`, ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)].join("\n");
  }).join("\n\n").concat("\n");
}

function metricText({ interval, value }: Metric): string {
  if (!isAvailable(value)) return formatMeasure(value);
  return `${number(value)}  ${"reason" in interval ? `(no interval: ${interval.reason})` : `(${percent(interval.confidence)} interval ${number(interval.low)} to ${number(interval.high)})`}`;
}

function comparisonRows({ dieboldMariano, skill }: Comparison): CardPart["rows"] {
  return [["skill", metricText(skill)], ["Diebold–Mariano", `${formatMeasure(dieboldMariano, (t) => t.toFixed(2))}${beyondChance(dieboldMariano)}`]];
}

function beyondChance(t: Measure): string {
  if (!isAvailable(t)) return "";
  return t > 2 ? ", better beyond chance" : t < -2 ? ", worse beyond chance" : ", the rows cannot tell which is better";
}

function calibrationRows({ bins, error }: Calibration): CardPart["rows"] {
  const lines = bins.filter(({ count }) => count > 0).map(({ came, count, from, said, to }) => [`${percent(from)} to ${percent(to)}`, `said ${percent(said ?? 0)}, came ${percent(came ?? 0)}, ${count} times`] as const);
  return [["expected error", number(error)], ...lines];
}

function foldText({ test, train, windows }: EvaluationCard["folds"][number]): string {
  const text = (spans: readonly (readonly [string, string])[]) => spans.map(([from, to]) => `${from} to ${to}`).join(" and ");
  return `learnt from ${text(train)} (${windows.train} windows), foretold ${text(test)} (${windows.test})`;
}

function number(value: number): string {
  return Number(value.toPrecision(4)).toString();
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
