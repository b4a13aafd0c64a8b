import { z } from "zod";
import type { Forecaster, Network } from "../models/index.ts";
import { huber, networkForecaster } from "../training/index.ts";
import type { Range } from "./searchSpace.ts";

/** Settings of a network's training, beside those of its layers. */
export const trainingSettings = {
  epochs: z.int().min(1).max(10_000).default(30).describe("Passes over the training windows, at most"),
  batchSize: z.int().min(1).max(65_536).default(32).describe("Windows a step"),
  learningRate: z.number().positive().max(1).default(1e-3).describe("Of Adam"),
  patience: z.int().min(1).max(10_000).default(5).describe("Epochs without a better validation loss before training stops"),
  clipNorm: z.number().positive().max(1000).default(1).describe("Bound of the gradients' norm over all weights"),
  loss: z.enum(["mse", "huber"]).default("mse").describe("What training makes small"),
};

export type TrainingSettings = z.output<z.ZodObject<typeof trainingSettings>>;

/** Rate of dropout, of networks that have it. */
export const dropoutRate = z.number().min(0).max(0.9).default(0.2).describe("Share of activations dropped in training");

/** Layers by their size, first to last. */
export const sizes = (first: readonly number[], what: string) => z.array(z.int().min(1).max(4096)).min(1).max(16).default([...first]).describe(what);

/** Ranges that suit every network. */
export const trainingSpace = {
  learningRate: { kind: "float", low: 1e-4, high: 1e-2, log: true },
  batchSize: { kind: "choice", values: [16, 32, 64, 128] },
  loss: { kind: "choice", values: ["mse", "huber"] },
} as const satisfies Record<string, Range>;

/** Range of `dropoutRate`. */
export const dropoutSpace = { kind: "float", low: 0, high: 0.5 } as const satisfies Range;

/** A network with the settings of its training, as a forecaster. */
export function trained(network: Network, { batchSize, clipNorm, epochs, learningRate, loss, patience }: TrainingSettings): Forecaster {
  return networkForecaster(network, { batchSize, clipping: { globalNorm: clipNorm }, epochs, learningRate, patience, loss: loss === "huber" ? huber() : "meanSquaredError" });
}
