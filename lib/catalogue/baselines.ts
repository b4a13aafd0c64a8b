import { z } from "zod";
import { drift, linear, logistic, persistence, seasonalNaive } from "../models/index.ts";
import { listed, type ListedModel } from "./listedModel.ts";
import { classWeights, steps, stepsSpace } from "./tabularSettings.ts";

const level = z.string().min(1).exactOptional().describe("Column with the last known value, for targets that are prices; left out for returns");

/** What every other model has to beat. */
export const BASELINES: readonly ListedModel[] = [
  listed({
    name: "persistence",
    family: "baseline",
    tasks: ["regression"],
    summary: "Tomorrow is as today: a return of 0, or the last value of a level.",
    source: "Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, §5.2",
    settings: z.strictObject({ level }),
    space: {},
    make: persistence,
  }),
  listed({
    name: "drift",
    family: "baseline",
    tasks: ["regression"],
    summary: "Persistence plus the mean change of the training rows.",
    source: "Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, §5.2",
    settings: z.strictObject({ level }),
    space: {},
    make: drift,
  }),
  listed({
    name: "linear",
    family: "baseline",
    tasks: ["regression"],
    summary: "Ridge regression on the whole window.",
    source: "Hoerl & Kennard 1970, https://doi.org/10.1080/00401706.1970.10488634",
    settings: z.strictObject({ alpha: z.number().min(0).max(1e12).default(1).describe("Weight of the penalty on squared coefficients") }),
    space: { alpha: { kind: "float", low: 1e-2, high: 1e5, log: true } },
    make: linear,
  }),
  listed({
    name: "seasonalNaive",
    family: "baseline",
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
    tasks: ["classification"],
    summary: "Logistic regression of two or more classes on the last steps of the window.",
    source: "Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, §4.4",
    settings: z.strictObject({ alpha: z.number().positive().max(1e12).default(1).describe("Weight of the penalty on squared coefficients"), classWeights, steps }),
    space: { alpha: { kind: "float", low: 1e-3, high: 1e4, log: true }, steps: stepsSpace },
    make: (settings, { classes = 2 }) => logistic({ ...settings, classes }),
  }),
];
