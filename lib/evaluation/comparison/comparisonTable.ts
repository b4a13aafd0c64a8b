import { isAvailable, type Measure, type NotAvailable } from "../../statistics/index.ts";
import type { ComparedModel, ModelComparison, Spread } from "./comparison.ts";
import { isSpread } from "./spread.ts";

export type ComparisonTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

type Column = { readonly name: string; readonly of: (model: ComparedModel) => string };

const metric = (name: string, key: string, write: (value: number) => string): Column => ({ name, of: ({ metrics }) => spreadText(metrics[key] ?? { value: null, reason: "not measured" }, write) });
const percent = (value: number) => (value * 100).toFixed(1);
const fixed = (digits: number) => (value: number) => value.toFixed(digits);

const SKILL: Column = { name: "skill, %", of: ({ skill }) => spreadText(skill.spread, (value) => (value * 100).toFixed(2)) };
const BETWEEN: Column = { name: "95 % from … to", of: ({ skill: { interval } }) => ("low" in interval ? `${(interval.low * 100).toFixed(2)} … ${(interval.high * 100).toFixed(2)}` : "N/A") };
const DM: Column = { name: "DM t", of: ({ dieboldMariano }) => measureText(dieboldMariano, fixed(2)) };
const P: Column = { name: "p, all counted", of: ({ skill }) => (skill.adjusted === null ? "N/A" : skill.adjusted.toFixed(3)) };
const TRADED: readonly Column[] = [
  { name: "Sharpe", of: ({ traded }) => spreadText(traded.sharpe, fixed(2)) },
  { name: "CAGR, %", of: ({ traded }) => spreadText(traded.cagr, percent) },
];
const SECONDS: Column = { name: "s a fold", of: ({ seconds }) => (isSpread(seconds) ? String(Number(seconds.mean.toPrecision(2))) : "N/A") };
const NAME: Column = { name: "model", of: ({ family, spec }) => (family === "baseline" ? `${spec.model} (baseline)` : spec.model) };

const REGRESSION: readonly Column[] = [
  NAME, SKILL, BETWEEN, DM, P,
  metric("RMSE, %", "rmse", (value) => (value * 100).toFixed(4)), metric("MAE, %", "mae", (value) => (value * 100).toFixed(4)),
  metric("direction, %", "directionalAccuracy", percent), metric("IC", "informationCoefficient", fixed(3)), metric("rank IC", "rankIC", fixed(3)),
  { name: "repeats yesterday", of: ({ repeatsYesterday = 0, seeds }) => `${repeatsYesterday} of ${seeds.length}` },
  ...TRADED, SECONDS,
];
const CLASSIFICATION: readonly Column[] = [
  NAME, SKILL, BETWEEN, DM, P,
  metric("right, %", "accuracy", percent), metric("AUC", "rocAuc", fixed(3)), metric("Brier", "brier", fixed(4)), metric("log loss", "logLoss", fixed(4)),
  ...TRADED, SECONDS,
];

/** A row a model, each number its mean over the seeds ± its standard deviation; errors in percent of the price, as the label is a return. */
export function comparisonTable({ models, task }: Pick<ModelComparison, "models" | "task">): ComparisonTable {
  const columns = task === "regression" ? REGRESSION : CLASSIFICATION;
  return { columns: columns.map(({ name }) => name), rows: models.map((model) => columns.map(({ of }) => of(model))) };
}

/** Columns that a short table has room for. */
const SHORT = ["model", "skill, %", "p, all counted", "direction, %", "IC", "Sharpe", "s a fold"];

/** The baselines that the eye needs and the best of the others, at most `rows` of them. */
export function shortTable(comparison: Pick<ModelComparison, "models" | "task">, rows = 8): ComparisonTable {
  const { columns, rows: all } = comparisonTable(comparison);
  const kept = new Set(comparison.models.filter(({ spec }) => ["persistence", "linear"].includes(spec.model)));
  for (const model of comparison.models) if (kept.size < rows && (model.family !== "baseline" || comparison.models.length <= rows)) kept.add(model);
  const places = SHORT.map((name) => columns.indexOf(name)).filter((place) => place >= 0);
  return { columns: places.map((place) => columns[place]!), rows: all.filter((_, k) => kept.has(comparison.models[k]!)).map((row) => places.map((place) => row[place]!)) };
}

function measureText(measure: Measure, write: (value: number) => string): string {
  return isAvailable(measure) ? signed(write(measure)) : "N/A";
}

function spreadText(spread: Spread | NotAvailable, write: (value: number) => string): string {
  if (!isSpread(spread)) return "N/A";
  return `${signed(write(spread.mean))}${spread.deviation === null ? "" : ` ± ${write(spread.deviation)}`}`;
}

/** No minus before a zero. */
function signed(text: string): string {
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}
