import { z } from "zod";
import { nearest } from "../market/nearest.ts";
import type { Forecaster } from "../models/index.ts";
import { CatalogueError } from "./error.ts";
import type { Foretold, ListedModel } from "./listedModel.ts";
import type { ModelSpec } from "./modelSpec.ts";
import { MODELS } from "./models.ts";

/** The forecaster that a spec names, not yet fitted. A name, a setting or a task that the catalogue does not have is an error with the nearest one. */
export function forecasterOf(spec: ModelSpec, foretold: Foretold): Forecaster {
  const entry = listedModel(spec.model);
  if (!entry.tasks.includes(foretold.task)) {
    const others = MODELS.filter(({ tasks }) => tasks.includes(foretold.task)).map(({ name }) => name);
    throw new CatalogueError(`${entry.name} does ${entry.tasks.join(" and ")}, no ${foretold.task}. These do: ${others.join(", ") || "none"}.`);
  }
  return entry.make(settingsOf(spec), foretold);
}

/** The settings of a spec, checked, with the defaults filled in: what a record should keep. */
export function settingsOf({ model, settings = {} }: ModelSpec): Readonly<Record<string, unknown>> {
  const entry = listedModel(model);
  const result = entry.settings.safeParse(settings);
  if (result.success) return result.data;
  throw new CatalogueError(settingsError(entry, settings, result.error.issues[0]!));
}

/** The entry of a name; a name that there is not is an error with the nearest. */
export function listedModel(name: string): ListedModel {
  const entry = MODELS.find((model) => model.name === name);
  if (entry) return entry;
  const names = MODELS.map((model) => model.name);
  const near = nearest(name, names);
  throw new CatalogueError(`there is no model "${name}".${near === undefined ? "" : ` Did you mean ${near}?`} Models: ${names.join(", ")}.`);
}

function settingsError({ name, settings }: ListedModel, given: Readonly<Record<string, unknown>>, issue: z.core.$ZodIssue): string {
  const known = Object.keys(settings.shape);
  if (issue.code === "unrecognized_keys" && issue.path.length === 0) {
    const word = issue.keys[0]!;
    const near = nearest(word, known);
    return `${name} has no setting "${word}".${near === undefined ? "" : ` Did you mean ${near}?`} Its settings: ${known.join(", ") || "none"}.`;
  }
  const [setting = "", ...within] = issue.path.map(String);
  const got = JSON.stringify(given[setting]);
  return `${name}: the setting ${[setting, ...within].join(".")} cannot be ${got ?? "left out"}: ${issue.message}.`;
}
