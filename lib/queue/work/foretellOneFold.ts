import path from "node:path";
import { foretellFold, saveOutOfFold, type FoldTask } from "../../evaluation/index.ts";
import { readEvaluation } from "../../evaluation/run/evaluationFolder.ts";
import type { WorkContext } from "./work.ts";

/** Fits a fold where the checkpoint left it, or from the beginning: the forecasts are the same to the last bit. */
export async function foretellOneFold({ dataset, ...asked }: FoldTask & { readonly dataset: string }, { checkpoint, inputs, keepCheckpoint, outputs, report, signal }: WorkContext) {
  const there = readEvaluation(inputs);
  if (there.dataset !== dataset) throw new Error(`evaluation.json is of the dataset ${there.dataset.slice(0, 12)}, the fold of ${dataset.slice(0, 12)}`);
  const { fold, seed, spec } = asked;
  const { outOfFold, seconds } = await foretellFold(inputs, { spec, seed, fold }, {
    signal, checkpoint: { folder: checkpoint },
    onProgress: ({ epoch, epochs }) => {
      report({ epoch, epochs });
      void keepCheckpoint();
    },
  });
  saveOutOfFold(outOfFold, path.join(outputs, "fold.oof"));
  return { seconds };
}
