import { z } from "zod";
import type { Task } from "../models/index.ts";
import { listedModel } from "./forecasterOf.ts";
import type { ModelFamily } from "./listedModel.ts";
import { MODELS } from "./models.ts";
import { rangeText } from "./searchSpace.ts";

export type SettingDescription = {
  readonly name: string;
  /** What it may be: "whole number 1 .. 4096", "mse | huber", "list of whole numbers". */
  readonly allowed: string;
  /** As JSON; undefined where a setting may be left out altogether. */
  readonly standard: string | undefined;
  /** What a search tries; undefined where it is not searched. */
  readonly searched: string | undefined;
  readonly description: string;
};

/** What a model is, for people and for tables. */
export type ModelDescription = { readonly name: string; readonly family: ModelFamily; readonly tasks: readonly Task[]; readonly summary: string; readonly source: string; readonly settings: readonly SettingDescription[] };

/** Describes one model of the catalogue by its name. */
export function describeModel(name: string): ModelDescription {
  const { family, settings, source, space, summary, tasks } = listedModel(name);
  const schema = jsonSchema.parse(z.toJSONSchema(settings, { io: "input" }));
  return {
    name, family, tasks, summary, source,
    settings: Object.entries(schema.properties).map(([setting, property]) => ({
      name: setting,
      allowed: allowedText(property),
      standard: property.default === undefined ? undefined : JSON.stringify(property.default),
      searched: space[setting] && rangeText(space[setting]),
      description: property.description ?? "",
    })),
  };
}

/** One row a model. */
export type ModelRow = { readonly name: string; readonly family: ModelFamily; readonly tasks: string; readonly settings: number; readonly summary: string };

/** The whole catalogue as a table, in its order. */
export function modelTable(): readonly ModelRow[] {
  return MODELS.map(({ family, name, settings, summary, tasks }) => ({ name, family, tasks: tasks.join(", "), settings: Object.keys(settings.shape).length, summary }));
}

const bound = z.number().optional();
const property = z.object({
  type: z.string().optional(), enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(), items: z.object({ type: z.string().optional(), properties: z.record(z.string(), z.unknown()).optional() }).optional(),
  minimum: bound, maximum: bound, exclusiveMinimum: bound, exclusiveMaximum: bound,
  default: z.unknown().optional(), description: z.string().optional(), anyOf: z.array(z.unknown()).optional(), const: z.union([z.string(), z.number()]).optional(),
});
type Property = z.infer<typeof property>;
const jsonSchema = z.object({ properties: z.record(z.string(), property).default({}) });

function allowedText(given: Property): string {
  if (given.anyOf) return given.anyOf.map((part) => allowedText(property.parse(part))).join(", or ");
  if (given.const !== undefined) return String(given.const);
  if (given.enum) return given.enum.join(" | ");
  const fields = given.items?.properties;
  if (given.type === "array") return `list of ${fields ? `{ ${Object.keys(fields).join(", ")} }` : `${kindText(given.items?.type)}s`}`;
  const low = given.exclusiveMinimum !== undefined ? `> ${given.exclusiveMinimum}` : given.minimum !== undefined ? `≥ ${given.minimum}` : "";
  const high = given.exclusiveMaximum !== undefined ? `< ${given.exclusiveMaximum}` : given.maximum !== undefined ? `≤ ${given.maximum}` : "";
  return [kindText(given.type), [low, high].filter(Boolean).join(" and ")].filter(Boolean).join(" ");
}

function kindText(type: string | undefined): string {
  return type === "integer" ? "whole number" : type === "boolean" ? "true | false" : type === "string" ? "text" : "number";
}
