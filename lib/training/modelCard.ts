import { z } from "zod";

/** What a saved model must carry so that it can be used rightly: columns in order, window, scales, versions, hashes of its files. */
export type ModelCard = z.infer<typeof modelCard>;

export const CARD_FORMAT = 1;

const scale = z.object({ offset: z.number(), scale: z.number() });

export const modelCard = z.object({
  format: z.literal(CARD_FORMAT),
  name: z.string(),
  /** Names of the F columns, in the order the network reads them. */
  columns: z.array(z.string()).readonly(),
  lookback: z.number().int().positive(),
  horizon: z.number().int().nonnegative(),
  /** target = output · scale + offset */
  target: scale,
  /** The scaler of the columns, as its `toJSON` wrote it; `scalerFromJSON` reads it. */
  scaler: z.unknown().optional(),
  versions: z.record(z.string(), z.string()),
  /** SHA-256 of each file beside the card. */
  files: z.record(z.string(), z.string()),
});
