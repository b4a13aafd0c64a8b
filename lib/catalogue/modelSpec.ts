import { z } from "zod";

/** Which model, with which settings: plain JSON, so that a job, a trial, a record and a command can all carry it. Settings that are left out keep their defaults. */
export type ModelSpec = { readonly model: string; readonly settings?: Readonly<Record<string, unknown>> };

/** Reads a spec out of JSON. The model's own schema judges the settings: see `forecasterOf`. */
export const modelSpec: z.ZodType<ModelSpec> = z.strictObject({ model: z.string().min(1), settings: z.record(z.string(), z.unknown()).exactOptional() });

/** One name for a spec in tables and folders: "lstm", or "lstm units=[64] epochs=5" where settings are given, in the order of their names. */
export function specText({ model, settings = {} }: ModelSpec): string {
  const given = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return [model, ...given.map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)].join(" ");
}
