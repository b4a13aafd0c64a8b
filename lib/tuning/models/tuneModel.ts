import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { listedModel, type ModelSpec, type SearchSpace } from "../../catalogue/index.ts";
import { saveDataset, type Dataset, type FoldPlan } from "../../evaluation/index.ts";
import { bestTrial, type Search } from "../search/search.ts";
import { writing } from "../search/searchFolder.ts";
import { tune, type TuneOptions } from "../tune.ts";
import { modelTrial, modelTrialModule } from "./modelTrial.ts";
import { spaceWithin } from "./spaceWithin.ts";

export type TuneModelOptions = Omit<TuneOptions<unknown>, "trial" | "module" | "given" | "space"> & {
  readonly dataset: Dataset;
  /** Folds to judge settings on. Where another walk judges the tuned model, those of `innerPlan`. */
  readonly plan: FoldPlan;
  /** Settings that are not searched keep these values. */
  readonly spec: ModelSpec;
  /** Default: the catalogue's for the model, as far as the window reaches. */
  readonly space?: SearchSpace;
};

/** Searches the settings of a model of the catalogue. The dataset is written beside the trials, once. */
export async function tuneModel({ dataset, folder, plan, spec, space = spaceWithin(listedModel(spec.model).space, plan.lookback), ...options }: TuneModelOptions): Promise<Search> {
  const file = writing(folder, () => {
    makeFolder(folder);
    return saveDataset(dataset, folder);
  });
  const given = { dataset: path.relative(process.cwd(), file), plan, spec };
  return tune({ ...options, folder, space, given, trial: modelTrial, module: modelTrialModule });
}

/** The spec with the settings of the best trial. */
export function tunedSpec({ model, settings }: ModelSpec, search: Search): ModelSpec {
  return { model, settings: { ...settings, ...bestTrial(search).settings } };
}
