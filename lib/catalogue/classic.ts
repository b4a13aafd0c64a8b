import { z } from "zod";
import { knn, svm } from "../models/index.ts";
import { listed, type ListedModel } from "./listedModel.ts";
import { classWeights, steps, stepsSpace } from "./tabularSettings.ts";

/** Models of tables that are no trees. Give them standardised columns. */
export const CLASSIC: readonly ListedModel[] = [
  listed({
    name: "knn",
    family: "classic",
    isRandom: false,
    tasks: ["regression", "classification"],
    summary: "Mean of what followed the nearest windows of the past.",
    source: "Cover & Hart 1967, https://doi.org/10.1109/TIT.1967.1053964",
    settings: z.strictObject({
      neighbours: z.int().min(1).max(1_000_000).default(20).describe("How many windows are asked"),
      weights: z.enum(["uniform", "distance"]).default("uniform").describe("Whether each counts the same or by one over its distance"),
      classWeights, steps,
    }),
    space: { neighbours: { kind: "whole", low: 5, high: 500, log: true }, weights: { kind: "choice", values: ["uniform", "distance"] }, steps: stepsSpace },
    make: (settings, { classes = 2, task }) => knn({ ...settings, task, ...(task === "classification" ? { classes } : {}) }),
  }),
  listed({
    name: "svm",
    family: "classic",
    isRandom: false,
    tasks: ["regression", "classification"],
    summary: "Support vector machine by libsvm.",
    source: "Cortes & Vapnik 1995, https://doi.org/10.1007/BF00994018; Chang & Lin 2011, https://doi.org/10.1145/1961189.1961199",
    settings: z.strictObject({
      kernel: z.enum(["rbf", "linear"]).default("rbf").describe("rbf: exp(−γ‖x − z‖²)"),
      cost: z.number().positive().max(1e9).default(1).describe("What an error costs beside a wide margin"),
      gamma: z.union([z.number().positive(), z.literal("scale")]).default("scale").describe("Of the kernel rbf; scale: one over the number of inputs times their variance"),
      tube: z.number().min(0).max(100).default(0.1).describe("Errors up to it cost nothing in regression, in standard deviations of the targets"),
      tolerance: z.number().positive().max(1).default(1e-3).describe("How far from the optimum the solver may stop"),
      classWeights, steps,
    }),
    space: { kernel: { kind: "choice", values: ["rbf", "linear"] }, cost: { kind: "float", low: 1e-3, high: 100, log: true }, gamma: { kind: "float", low: 1e-4, high: 1, log: true }, tube: { kind: "float", low: 0.01, high: 1, log: true }, steps: stepsSpace },
    make: (settings, { classes = 2, task }) => svm({ ...settings, task, ...(task === "classification" ? { classes } : {}) }),
  }),
];
