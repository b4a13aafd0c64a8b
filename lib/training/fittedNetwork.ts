import { join } from "node:path";
import { z } from "zod";
import { checkWindows } from "../models/checkWindows.ts";
import { classForecasts, softmaxRows } from "../models/classifierAnswers.ts";
import type { FittedForecaster, Probabilities, WindowForm } from "../models/forecaster.ts";
import { outputWidth, type Outputs } from "../models/network.ts";
import type { Restorer } from "../models/restore.ts";
import { configOf, type SavedState } from "../models/savedState.ts";
import { startEngine, tf, type LayersModel, type Tensor } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";
import { modelOf, parsed, tfjsTopology } from "./formats/tfjsFiles.ts";
import type { TargetScale } from "./losses/index.ts";
import { outputsSchema, taskOfOutputs } from "./networkOutputs.ts";
import { predictor } from "./predictor.ts";
import { networkFiles } from "./saveModel.ts";

/** What a trained network is beside its weights. */
export type NetworkParts = {
  readonly name: string;
  readonly reads: WindowForm;
  readonly outputs: Outputs;
  /** Of each target: forecast = output · scale + offset. */
  readonly scales: readonly TargetScale[];
  readonly training?: SavedState["training"];
};

/** A trained network as a forecaster: its outputs brought back to the units of the targets and read by their kind. */
export function fittedNetwork({ name, outputs, reads, scales, training }: NetworkParts, model: LayersModel): FittedForecaster {
  const { dispose, predict } = predictor(model);
  const width = outputWidth(outputs);
  let isDisposed = false;
  const raw = (windows: Windows) => {
    checkWindows(name, reads, windows);
    return predict(windows);
  };
  const column = (values: Float64Array, k: number) => Float64Array.from({ length: values.length / width }, (_, n) => values[n * width + k]!);
  const inUnits = (values: Float64Array, { offset, scale } = scales[0]!) => values.map((z) => z * scale + offset);
  return {
    name,
    task: taskOfOutputs(outputs),
    reads,
    ...readings(),
    network: { model, answer, scale: outputs.kind === "classes" ? "logOdds" : "target" },
    saved: async () => ({ kind: "network", config: { outputs, scales }, files: await networkFiles(model), target: scales[0]!, ...(training ? { training } : {}) }),
    dispose: () => {
      if (isDisposed) return;
      isDisposed = true;
      dispose();
      model.dispose();
    },
  };

  function answer(values: Tensor): Tensor {
    const output = (k: number) => tf.squeeze(tf.slice(values, [0, k], [-1, 1]), [1]);
    if (outputs.kind === "classes") return width === 2 ? tf.sub(output(1), output(0)) : tf.max(values, 1);
    const { offset, scale } = scales[0]!;
    return tf.add(tf.mul(output(outputs.kind === "quantiles" ? outputs.levels.indexOf(0.5) : 0), scale), offset);
  }

  function readings(): Pick<FittedForecaster, "predict" | "quantiles" | "probabilities" | "heads"> {
    switch (outputs.kind) {
      case "value":
        return { predict: (windows) => inUnits(raw(windows)) };
      case "quantiles": {
        const { levels } = outputs;
        const values = (windows: Windows) => sortedRows(inUnits(raw(windows)), width);
        return { predict: (windows) => column(values(windows), levels.indexOf(0.5)), quantiles: (windows) => ({ levels, values: values(windows) }) };
      }
      case "classes": {
        const probabilities = (windows: Windows): Probabilities => ({ classes: width, values: softmaxRows(raw(windows), width) });
        return { predict: (windows) => classForecasts(probabilities(windows)), probabilities };
      }
      case "heads": {
        const all = (windows: Windows) => {
          const values = raw(windows);
          return outputs.heads.map((head, k) => [head.name, inUnits(column(values, k), scales[k])] as const);
        };
        const first = (windows: Windows) => all(windows)[0]![1];
        const both = (windows: Windows) => Float64Array.from(Array.from(first(windows)).flatMap((p) => [1 - p, p]));
        const probabilities = outputs.heads[0]!.kind === "probability" ? { probabilities: (windows: Windows) => ({ classes: 2, values: both(windows) }) } : {};
        return { predict: first, heads: (windows) => Object.fromEntries(all(windows)), ...probabilities };
      }
    }
  }
}

const scale = z.object({ offset: z.number(), scale: z.number() });
/** Networks saved before outputs had kinds, and those of other libraries, tell nothing of them. */
const config = z.object({ outputs: outputsSchema.optional(), scales: z.array(scale).min(1).optional() }).default({});

/** A network from its saved state; the folder is for messages. */
export function restoreNetwork(name: string, folder: string): Restorer {
  return async (reads, state) => {
    const saved = configOf(name, config, state);
    const [description, weights] = [state.files?.["model.json"], state.files?.["weights.bin"]];
    if (!description || !weights) throw new TrainingError(`loadForecaster: ${folder} holds a network without its model.json or weights.bin. Save the model again.`);
    const path = join(folder, "model.json");
    await startEngine();
    const model = await modelOf("loadForecaster", path, parsed("loadForecaster", tfjsTopology, description, path), weights);
    const given = model.outputs[0]?.shape[1] ?? 1;
    const outputs = saved.outputs ?? valuesOf(given);
    const { scales = Array.from({ length: given }, () => state.target ?? { offset: 0, scale: 1 }) } = saved;
    if (given !== outputWidth(outputs)) throw new TrainingError(`loadForecaster: the network in ${folder} gives ${given} numbers a window, its card says ${outputWidth(outputs)} (${outputs.kind}). Save the model again.`);
    return fittedNetwork({ name, reads, outputs, scales, training: state.training }, model);
  };
}

/** What a network of so many numbers gives when nobody says what they are: one forecast, or several. */
function valuesOf(width: number): Outputs {
  if (width === 1) return { kind: "value" };
  return { kind: "heads", heads: Array.from({ length: width }, (_, k) => ({ name: `output_${k + 1}`, kind: "value" as const })) };
}

/** Each row in rising order, so that quantiles never cross. Chernozhukov, Fernández-Val & Galichon 2010. in, out: [N·K] row by row */
function sortedRows(values: Float64Array, width: number): Float64Array {
  for (let from = 0; from < values.length; from += width) values.subarray(from, from + width).sort();
  return values;
}
