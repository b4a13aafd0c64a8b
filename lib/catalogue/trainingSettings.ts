import { z } from "zod";
import type { Outputs } from "../models/index.ts";
import { directional, huber, sparseCategoricalFocal, type Loss, type NetworkOptions } from "../training/index.ts";
import { CatalogueError } from "./error.ts";
import type { Foretold } from "./listedModel.ts";
import type { Range } from "./searchSpace.ts";

/** Losses by the task that they are of. "auto" is the mean squared error of numbers and the crossentropy of classes. */
const LOSSES = { regression: ["mse", "huber", "quantile", "directional"], classification: ["crossentropy", "focal"] } as const;
const loss = z.enum(["auto", ...LOSSES.regression, ...LOSSES.classification]);

/** Settings of a network's training, beside those of its layers. */
export const trainingSettings = {
  epochs: z.int().min(1).max(10_000).default(30).describe("Passes over the training windows, at most"),
  batchSize: z.int().min(1).max(65_536).default(32).describe("Windows a step"),
  learningRate: z.number().positive().max(1).default(1e-3).describe("Of Adam"),
  patience: z.int().min(1).max(10_000).default(5).describe("Epochs without a better validation loss before training stops"),
  clipNorm: z.number().positive().max(1000).default(1).describe("Bound of the gradients' norm over all weights"),
  loss: loss.default("auto").describe("What training makes small; auto: the squared error of numbers, of a Temporal Fusion Transformer the quantiles, the crossentropy of classes"),
  levels: z.array(z.number().gt(0).lt(1)).min(1).max(99).default([0.1, 0.5, 0.9]).describe("Quantiles that the loss quantile learns; 0.5 is the forecast"),
  classWeights: z.enum(["equal", "balanced"]).default("equal").describe("balanced: all classes weigh the same, however rare"),
  heads: z.array(z.strictObject({ name: z.string().min(1), kind: z.enum(["value", "probability"]) })).max(16).default([]).describe("Further targets, by their names, that the network foretells beside its own"),
};

const training = z.object(trainingSettings);
export type TrainingSettings = z.output<typeof training>;

/** Rate of dropout, of networks that have it. */
export const dropoutRate = (standard: number) => z.number().min(0).max(0.9).default(standard).describe("Share of activations dropped in training");

/** A number of units, filters, blocks. */
export const size = (standard: number, what: string, most = 4096) => z.int().min(1).max(most).default(standard).describe(what);

/** Layers by their size, first to last. */
export const sizes = (standard: readonly number[], what: string) => z.array(z.int().min(1).max(4096)).min(1).max(16).default([...standard]).describe(what);

/** Ranges that suit every network. */
export const trainingSpace = {
  learningRate: { kind: "float", low: 1e-4, high: 1e-2, log: true },
  batchSize: { kind: "choice", values: [16, 32, 64, 128] },
} as const satisfies Record<string, Range>;

/** Range of `dropoutRate`. */
export const dropoutSpace = { kind: "float", low: 0, high: 0.5 } as const satisfies Range;

/** What a network has to give out for what is foretold; undefined for one value. */
export function outputsOf(model: string, { heads, levels, loss }: TrainingSettings, { classes = 2, task }: Foretold): Outputs | undefined {
  const own: readonly string[] = LOSSES[task];
  if (loss !== "auto" && !own.includes(loss)) throw new CatalogueError(`${model}: the loss ${loss} is none of a ${task}. Losses of a ${task}: ${own.join(", ")}.`);
  if (heads.length > 0) {
    if (loss !== "auto" || classes !== 2) throw new CatalogueError(`${model}: several heads are learnt by their own losses, numbers or two classes; leave out the loss, got ${classes === 2 ? loss : `${classes} classes`}.`);
    return { kind: "heads", heads: [{ name: "forecast", kind: task === "classification" ? "probability" : "value" }, ...heads] };
  }
  if (task === "classification") return { kind: "classes", count: classes };
  return loss === "quantile" ? { kind: "quantiles", levels } : undefined;
}

/** The settings as the options of a fit. */
export function fitOptionsOf({ batchSize, classWeights, clipNorm, epochs, learningRate, loss, patience }: TrainingSettings): NetworkOptions {
  const chosen = lossOf(loss);
  return { batchSize, clipping: { globalNorm: clipNorm }, epochs, learningRate, patience, ...(chosen ? { loss: chosen } : {}), ...(classWeights === "balanced" ? { classWeights } : {}) };
}

/** Undefined for the loss that goes with the network's outputs. */
function lossOf(name: TrainingSettings["loss"]): Loss | undefined {
  if (name === "huber") return huber();
  if (name === "directional") return directional();
  return name === "focal" ? sparseCategoricalFocal({ fromLogits: true }) : undefined;
}
