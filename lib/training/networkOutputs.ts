import { z } from "zod";
import type { Task } from "../models/forecaster.ts";
import type { Outputs } from "../models/network.ts";
import { TrainingError } from "./error.ts";
import { heads, meanSquaredError, quantiles, sparseCategoricalCrossentropy, type Loss } from "./losses/index.ts";

/** Outputs as they are saved beside a network. */
export const outputsSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value") }),
  z.object({ kind: z.literal("quantiles"), levels: z.array(z.number().gt(0).lt(1)).min(1) }),
  z.object({ kind: z.literal("classes"), count: z.number().int().min(2) }),
  z.object({ kind: z.literal("heads"), heads: z.array(z.object({ name: z.string(), kind: z.enum(["value", "probability"]) })).min(1) }),
]);

/** The loss that outputs of this kind are trained by, where none is asked for. */
export function lossOfOutputs(outputs: Outputs): Loss {
  switch (outputs.kind) {
    case "value": return meanSquaredError;
    case "quantiles": return quantiles(outputs.levels);
    case "classes": return sparseCategoricalCrossentropy({ fromLogits: true });
    case "heads": return heads(outputs.heads);
  }
}

/** Classes and a first head that is a probability are classification. */
export function taskOfOutputs(outputs: Outputs): Task {
  return outputs.kind === "classes" || (outputs.kind === "heads" && outputs.heads[0]?.kind === "probability") ? "classification" : "regression";
}

/** Refuses outputs that cannot be forecasts, and a loss that learns other targets than they tell. */
export function checkOutputs(name: string, outputs: Outputs, loss: Loss): void {
  if (outputs.kind === "quantiles" && !outputs.levels.includes(0.5)) {
    throw new TrainingError(`${name}: the forecast is the quantile of level 0.5, the levels are ${outputs.levels.join(", ")}. Add 0.5.`);
  }
  const named = outputs.kind === "heads" ? outputs.heads.slice(1).map((head) => head.name) : [];
  const learnt = (loss.others ?? []).map((other) => other.name);
  if (named.join() === learnt.join()) return;
  throw new TrainingError(`${name}: the loss ${loss.name} learns the further targets "${learnt.join(", ")}", the network's further heads are "${named.join(", ")}". Give heads([…]) the network's heads in their order.`);
}
