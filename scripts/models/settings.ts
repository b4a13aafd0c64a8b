import { InvalidArgumentError } from "commander";
import { listedModel, settingsOf, type ModelSpec } from "../../lib/catalogue/index.ts";
import { startEngine, type EngineReport } from "../../lib/tensorflow/index.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** One more `--set name=value`: a value that is JSON is that, anything else is a text. */
export function addSetting(text: string, before: Settings = {}): Settings {
  const [, name, value] = /^([A-Za-z]\w*(?:\.[A-Za-z]\w*)?)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined || value === "") throw new InvalidArgumentError("Write the setting, then = and its value: --set epochs=20 --set units=[64,32].");
  if (/^(.*\.)?heads$/.test(name)) throw new InvalidArgumentError("Several heads learn from further targets, which a command line does not have. Fit them in a notebook: slidingWindows(columns, target, { others }) and settings { heads }, as notebook 10 does.");
  return { ...before, [name]: valueOf(value) };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A spec with all its settings, defaults included, so that a record holds them. */
export function wholeSpec(spec: ModelSpec): ModelSpec {
  return { model: spec.model, settings: settingsOf(spec) };
}

/** Starts TensorFlow where one of the models is a network. */
export async function startEngineFor(specs: readonly ModelSpec[]): Promise<EngineReport | undefined> {
  return hasNetwork(specs) ? await startEngine() : undefined;
}

export function hasNetwork(specs: readonly ModelSpec[]): boolean {
  return specs.some(({ model }) => listedModel(model).family === "network");
}
