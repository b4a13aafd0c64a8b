import { z } from "zod";
import { drift, linear, logistic, persistence, seasonalNaive } from "../models/index.ts";
import { CatalogueError } from "./error.ts";
import { listed, type Foretold, type ListedModel } from "./listedModel.ts";
import { classWeights, steps, stepsSpace } from "./tabularSettings.ts";

const level = z.string().min(1).exactOptional().describe("Column with the last known value, for targets that are prices; left out for returns");

/** What every other model has to beat. */
export const BASELINES: readonly ListedModel[] = [
  listed({
    name: "persistence",
    family: "baseline",
    isRandom: false,
    tasks: ["regression"],
    summary: "Tomorrow is as today: a return of 0, or the last value of a level.",
    source: "Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, §5.2",
    settings: z.strictObject({ level }),
    space: {},
    make: (settings, foretold) => persistence(ofLevel("persistence", settings, foretold)),
  }),
  listed({
    name: "drift",
    family: "baseline",
    isRandom: false,
    tasks: ["regression"],
    summary: "Persistence plus the mean change of the training rows.",
    source: "Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, §5.2",
    settings: z.strictObject({ level }),
    space: {},
    make: (settings, foretold) => drift(ofLevel("drift", settings, foretold)),
  }),
  listed({
    name: "linear",
    family: "baseline",
    isRandom: false,
    tasks: ["regression"],
    summary: "Ridge regression on the whole window.",
    source: "Hoerl & Kennard 1970, https://doi.org/10.1080/00401706.1970.10488634",
    settings: z.strictObject({ alpha: z.union([z.number().min(0).max(1e12), z.literal("validated")]).default("validated").describe("Weight of the penalty on squared coefficients; validated: the one that errs least on the validation rows") }),
    space: { alpha: { kind: "float", low: 1e-2, high: 1e5, log: true } },
    make: linear,
  }),
  listed({
    name: "seasonalNaive",
    family: "baseline",
    isRandom: false,
    tasks: ["regression"],
    summary: "As it was in the same season before.",
    source: "Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, §5.2",
    settings: z.strictObject({
      column: z.string().min(1).default("log_return_1").describe("Column that carries what is foretold as it becomes known"),
      period: z.int().min(1).max(100_000).default(5).describe("Bars a season"),
    }),
    space: { period: { kind: "choice", values: [1, 5, 10, 21] } },
    make: seasonalNaive,
  }),
  listed({
    name: "logistic",
    family: "baseline",
    isRandom: false,
    tasks: ["classification"],
    summary: "Logistic regression of two or more classes on the last steps of the window.",
    source: "Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, §4.4",
    settings: z.strictObject({ alpha: z.number().positive().max(1e12).default(1).describe("Weight of the penalty on squared coefficients"), classWeights, steps }),
    space: { alpha: { kind: "float", low: 1e-3, high: 1e4, log: true }, steps: stepsSpace },
    make: (settings, { classes = 2 }) => logistic({ ...settings, classes }),
  }),
];

/** Refuses to carry on nothing where a price is asked for: "no change" of a price is not 0. */
function ofLevel(model: string, settings: { readonly level?: string | undefined }, { isPrice = false }: Foretold): { readonly level?: string } {
  if (settings.level !== undefined) return { level: settings.level };
  if (isPrice) throw new CatalogueError(`${model}: the label is a price, and the setting level does not say which column carries it on. Set level to a column of prices among those that are read, such as typical_price, or foretell a return.`);
  return {};
}
