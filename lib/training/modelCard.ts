import { createHash } from "node:crypto";
import { z } from "zod";

/** What a saved model must carry so that it can be used rightly: columns in order, window, scales, versions, hashes of its files. */
export type ModelCard = z.infer<typeof modelCard>;

/** Format 2 added the card's own digest and the summary of the training; cards of format 1 are still read. */
export const CARD_FORMAT = 2;

const scale = z.object({ offset: z.number(), scale: z.number() });
const hash = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 is 64 hexadecimal digits");

/** The files of a saved model. */
export const MODEL_FILES = ["model.json", "weights.bin"] as const;

export const modelCard = z.object({
  format: z.union([z.literal(1), z.literal(CARD_FORMAT)]),
  name: z.string(),
  /** Names of the F columns, in the order the network reads them. */
  columns: z.array(z.string()).readonly(),
  lookback: z.number().int().positive(),
  horizon: z.number().int().nonnegative(),
  /** target = output · scale + offset */
  target: scale,
  /** The scaler of the columns, as its `toJSON` wrote it; `scalerFromJSON` reads it. */
  scaler: z.unknown().optional(),
  /** How the weights came about: losses are those of the best epoch. */
  training: z.object({ epochs: z.number(), bestEpoch: z.number(), loss: z.number(), validationLoss: z.number() }).optional(),
  /** marketbook, tfjs, tensorflow where native, node */
  versions: z.record(z.string(), z.string()),
  /** SHA-256 of each file beside the card. */
  files: z.strictObject({ "model.json": hash, "weights.bin": hash }),
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
