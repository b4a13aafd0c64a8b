import { z } from "zod";
import { modelSpec } from "../../lib/catalogue/index.ts";
import { versionCard } from "../../lib/registry/index.ts";

/** What `train` writes into a model's card, and `predict` and `models` read. */
export const about = z.object({
  spec: modelSpec,
  seed: z.number(),
  symbol: z.string(),
  interval: z.string(),
  label: z.object({ name: z.string(), horizon: z.number(), kind: z.string().exactOptional(), classes: z.array(z.string()).readonly().exactOptional() }),
  /** SHA-256 of what it was fitted on. */
  dataset: z.string(),
  /** UTC days of the rows that were learnt from, and of those that were foretold. */
  rows: z.object({ trainedFrom: z.string(), trainedTo: z.string(), testedFrom: z.string(), testedTo: z.string() }),
  card: versionCard,
  /** Forecasts of the test, for a promotion. */
  test: z.object({ closeTime: z.array(z.number()), forecast: z.array(z.number()), actual: z.array(z.number()), previous: z.array(z.number()) }),
});

export type About = z.output<typeof about>;
