import { createHash } from "node:crypto";
import { z } from "zod";

/** What a saved model must carry so that it can be used rightly: columns in order, window, scales, versions, hashes of its files. */
export type ModelCard = z.infer<typeof modelCard>;

/** Format 2 added the card's own digest and the summary of the training, format 3 the kind of model. Cards of formats 1 and 2, all of networks, are still read. */
export const CARD_FORMAT = 3;

const scale = z.object({ offset: z.number(), scale: z.number() });
const hash = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 is 64 hexadecimal digits");

/** The files of a saved network. */
export const NETWORK_FILES = ["model.json", "weights.bin"] as const;

/** A file beside the card: no path, and not the card itself. */
const fileName = z.string().regex(/^(?!card\.json$)[\w-]+(\.[\w-]+)*$/, "a file beside the card is named, no path");

export const modelCard = z.object({
  format: z.union([z.literal(1), z.literal(2), z.literal(CARD_FORMAT)]),
  /** Who can read the files: "network", "linear", "xgboost" … */
  kind: z.string().default("network"),
  task: z.enum(["regression", "classification"]).default("regression"),
  name: z.string(),
  /** Names of the F columns, in the order the network reads them. */
  columns: z.array(z.string()).readonly(),
  lookback: z.number().int().positive(),
  horizon: z.number().int().nonnegative(),
  /** target = output · scale + offset, of networks. */
  target: scale.default({ offset: 0, scale: 1 }),
  /** What the model's kind keeps beside its files. */
  config: z.unknown().optional(),
  /** The scaler of the columns, as its `toJSON` wrote it; `scalerFromJSON` reads it. */
  scaler: z.unknown().optional(),
  /** How the weights came about: losses are those of the best epoch. */
  training: z.object({ epochs: z.number(), bestEpoch: z.number(), loss: z.number(), validationLoss: z.number() }).optional(),
  /** What it was made of and how it did, as whoever made it wrote it: spec, seed, label, dataset, metrics. */
  about: z.record(z.string(), z.unknown()).optional(),
  /** marketbook, tfjs, tensorflow where native, node */
  versions: z.record(z.string(), z.string()),
  /** SHA-256 of each file beside the card. */
  files: z.record(fileName, hash),
  /** SHA-256 of the card without this line. */
  digest: hash.optional(),
});

/** SHA-256 of a card's content without its digest. in: what `JSON.parse` gave, or the card before it is written */
export function cardDigest(card: object): string {
  return sha256(Buffer.from(JSON.stringify(Object.entries(card).filter(([name]) => name !== "digest"))));
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
