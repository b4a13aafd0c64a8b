import { z } from "zod";
import { drift, linear, persistence } from "../models/index.ts";
import { listed, type ListedModel } from "./listedModel.ts";

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
];
