import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { fitFold, loadDataset, type Dataset } from "../../evaluation/index.ts";
import { foldPlan } from "../../evaluation/run/planShape.ts";
import { defineTrial } from "../defineTrial.ts";
import { runningLoss } from "./foldLoss.ts";

/** Where this module lies, for the workers. */
export const modelTrialModule = new URL(import.meta.url);

/**
 * A model of the catalogue over the folds of a plan, with the trial's settings over those of the spec. The value is that of `runningLoss`
 * over all folds, told after each, so that a bad setting need not see all of them.
 */
export const modelTrial = defineTrial("model", z.object({ /** File that `saveDataset` wrote. */ dataset: z.string(), plan: foldPlan, spec: modelSpec }), async (settings, { dataset: file, plan, spec }, { report, seed, signal }) => {
  const dataset = datasetOfFile(file);
  const tried = { model: spec.model, settings: { ...spec.settings, ...settings } };
  const loss = runningLoss();
  for (let fold = 0; fold < plan.folds.length; fold++) {
    const { fitted, outOfFold } = await fitFold({ dataset, plan, fold, spec: tried, seed, signal });
    fitted.dispose();
    loss.add(outOfFold);
    report(fold + 1, loss.value());
  }
  return loss.value();
});

/** The dataset that this process read last: a worker reads it once. */
let last: { readonly file: string; readonly dataset: Dataset } | undefined;

function datasetOfFile(file: string): Dataset {
  if (last?.file !== file) last = { file, dataset: loadDataset(file) };
  return last.dataset;
}
