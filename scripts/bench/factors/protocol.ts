import { z } from "zod";
import type { Pair } from "./pairs/pair.ts";

/** What a worker is asked, one JSON line each. Times are taken by the worker around the work itself. */
export type Question =
  | {
      readonly ask: "open";
      /** Where closeTime.f64, open.f64 … volume.f64 lie. */
      readonly folder: string;
      /** How many of the bars there it takes. */
      readonly rows: number;
      readonly pairs: readonly Pair[];
    }
  | { readonly ask: "digest"; readonly from: number; readonly to: number }
  /** Computes all columns so many times, keeping all of them or a piece of rows at a time, or feeds so many bars one by one. */
  | { readonly ask: "compute" | "computeInPieces" | "append"; readonly count: number }
  | { readonly ask: "computeInParallel"; readonly count: number; readonly workers: number }
  | { readonly ask: "parallelDifference"; readonly workers: number }
  | { readonly ask: "streamDifference" | "memory" };

const finite = z.number();
const seconds = z.strictObject({ seconds: finite.positive() });
const difference = z.strictObject({ difference: z.string().nullable() });

/** A column in few numbers: how many values, their sums with weights, and single ones; null where there is none. */
const digest = z.strictObject({ values: finite, sum: finite, size: finite, samples: z.array(finite.nullable()) });
export type Digest = z.infer<typeof digest>;

/** Answers by what was asked. */
export const ANSWERS = {
  open: z.strictObject({ versions: z.string().min(1) }),
  digest: z.strictObject({ columns: z.array(digest) }),
  compute: seconds,
  computeInPieces: seconds,
  append: seconds,
  computeInParallel: seconds,
  streamDifference: difference,
  parallelDifference: difference,
  memory: z.strictObject({ bytes: finite.positive() }),
};
