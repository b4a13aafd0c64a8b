import { z } from "zod";

/** The bars of a benchmark: so many symbols of so many rows, made of one symbol's columns by `scaleOf`. */
export type Amount = { readonly symbols: number; readonly rows: number };

/** What a worker is asked, one JSON line each. Times are taken by the worker around the work itself. */
export type Question =
  | {
      readonly ask: "open";
      /** Where closeTime.f64, open.f64 … volume.f64 lie, and where the worker may put its store. */
      readonly folder: string;
      readonly amount: Amount;
    }
  /** Puts all bars into a new store, `piece` rows of a symbol at a time, each piece safe on the disk before the next. */
  | { readonly ask: "insert"; readonly count: number; readonly piece: number }
  /** Reads all columns of `reads` stretches of `rows` bars, chosen by `stretches`. */
  | { readonly ask: "ranges"; readonly count: number; readonly reads: number; readonly rows: number }
  /** Reads the closes of a whole symbol. */
  | { readonly ask: "closes"; readonly count: number }
  /** Adds so many new bars to one symbol, each safe on the disk before the next. */
  | { readonly ask: "single"; readonly count: number }
  /** Reads everything of every symbol. */
  | { readonly ask: "everything"; readonly count: number }
  | { readonly ask: "digest"; readonly reads: number; readonly rows: number }
  | { readonly ask: "size" | "memory" };

const finite = z.number();
const seconds = z.strictObject({ seconds: finite.positive() });

/** Answers by what was asked. */
export const ANSWERS = {
  open: z.strictObject({ versions: z.string().min(1) }),
  insert: seconds,
  ranges: seconds,
  closes: seconds,
  single: seconds,
  everything: seconds,
  /** Rows that the stretches held, the sum of their close times, and of all other values. */
  digest: z.strictObject({ rows: finite, times: finite, values: finite }),
  size: z.strictObject({ bytes: finite.positive() }),
  /** The most that the process ever held. */
  memory: z.strictObject({ bytes: finite.positive() }),
};
