import type { Command } from "commander";
import { listedModel, settingsOf, type ModelSpec } from "../../lib/catalogue/index.ts";
import { orUsage } from "./orUsage.ts";
import type { Settings } from "./settings.ts";

/** Specs of models with what `--set` says: epochs=5 of the only one, lstm.epochs=5 of one of several. */
export function specsOf(models: readonly string[], set: Settings = {}, command: Command): readonly ModelSpec[] {
  const [only] = models;
  if (only === undefined) command.error("error: --model names no model; give names with commas between, such as --model linear,lstm");
  const given = Object.entries(set).map(([name, value]) => {
    const [model, setting] = name.includes(".") ? name.split(".") : [only, name];
    if (!name.includes(".") && models.length > 1) command.error(`error: --set ${name} does not say of which model; write ${only}.${name}=…`);
    if (!models.includes(model!)) command.error(`error: --set ${name} is of the model ${model}, which --model does not name`);
    return { model, setting: setting!, value };
  });
  return models.map((model) => orUsage(command, () => {
    listedModel(model);
    const settings = Object.fromEntries(given.filter((one) => one.model === model).map(({ setting, value }) => [setting, value]));
    settingsOf({ model, settings });
    return Object.keys(settings).length === 0 ? { model } : { model, settings };
  }));
}
