import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Scored } from "./commonRows.ts";
import { RegistryError } from "./error.ts";

/** Out-of-fold forecasts within the folder of a version. */
export const SCORES = "outOfFold.json";

const numbers = z.array(z.number()).transform((values) => Float64Array.from(values));
const schema = z.object({ task: z.enum(["regression", "classification"]), closeTime: numbers, actual: numbers, forecast: numbers, naive: numbers })
  .refine(({ actual, closeTime, forecast, naive }) => [actual, forecast, naive].every(({ length }) => length === closeTime.length), "its columns differ in length");

/** Scored forecasts as JSON, exact to the last bit. */
export function scoresText({ actual, closeTime, forecast, naive, task }: Scored): string {
  const columns = { closeTime, actual, forecast, naive };
  for (const [name, values] of Object.entries(columns)) {
    const n = values.findIndex((value) => !Number.isFinite(value));
    if (n >= 0) throw new RegistryError(`register: the out-of-fold ${name} is ${values[n]} in row ${n}. Leave out rows without a forecast or a label.`);
  }
  return `${JSON.stringify({ task, ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])) })}\n`;
}

/** Scored forecasts of a version's folder; undefined where it was registered without. */
export async function readScores(folder: string): Promise<Scored | undefined> {
  const path = join(folder, SCORES);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new RegistryError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  if (text === undefined) return undefined;
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new RegistryError(`${path} is not of the form this version reads: ${result.error.issues[0]!.message}. Register the model again.`);
}
