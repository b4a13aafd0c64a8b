import path from "node:path";
import type { ModelSpec } from "../../catalogue/modelSpec.ts";
import { fitFold, loadDataset, saveOutOfFold, type FoldPlan } from "../../evaluation/index.ts";
import { digestOfWeights } from "../../evaluation/folds/fittedWeights.ts";
import { saveForecaster } from "../../training/index.ts";
import type { WorkContext } from "./work.ts";

type Training = { readonly dataset: string; readonly spec: ModelSpec; readonly plan: FoldPlan; readonly fold: number; readonly seed: number; readonly everySteps?: number; readonly about?: Readonly<Record<string, unknown>> };

/** Fits where the checkpoint left it, or from the beginning: the weights are the same to the last bit. */
export async function trainModel({ about, dataset: digest, everySteps, fold, plan, seed, spec }: Training, { checkpoint, inputs, keepCheckpoint, outputs, report, signal }: WorkContext) {
  const dataset = loadDataset(path.join(inputs, `${digest}.dataset`));
  const { fitted, outOfFold, scaler, seconds, windows } = await fitFold({
    dataset, plan, fold, spec, seed, signal,
    checkpoint: { folder: checkpoint, ...(everySteps !== undefined && { everySteps }) },
    onProgress: ({ epoch, epochs, loss, validationLoss }) => {
      report({ epoch, epochs, loss, validationLoss });
      void keepCheckpoint();
    },
    ...(everySteps !== undefined && { onStep: ({ epoch, epochs, loss, step, steps }) => {
      report({ epoch, epochs, step, steps, loss });
      void keepCheckpoint();
    } }),
  });
  const weights = digestOfWeights(await fitted.saved());
  await saveForecaster(fitted, path.join(outputs, "model"), { scaler, ...(about && { about }) });
  saveOutOfFold(outOfFold, path.join(outputs, "outOfFold"));
  fitted.dispose();
  return { weights, seconds, windows: windows.train.count };
}
