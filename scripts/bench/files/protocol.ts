import { z } from "zod";

/** Kinds of files. */
export type Format = "csv" | "parquet";

/** What a worker is asked, one JSON line each. Times are taken by the worker around the work itself. */
export type Question =
  /** `folder` holds bars.csv and bars.parquet; what the worker makes goes into a folder of its own beside them. */
  | { readonly ask: "open"; readonly folder: string }
  /** Brings a file into a new store, down on the disk. */
  | { readonly ask: "import"; readonly count: number; readonly format: Format }
  /** Writes all bars of the store into a file. */
  | { readonly ask: "export"; readonly count: number; readonly format: Format }
  /** Of what was imported last. */
  | { readonly ask: "digest" }
  | { readonly ask: "memory" };

const finite = z.number();
const seconds = z.strictObject({ seconds: finite.positive() });

/** Answers by what was asked. */
export const ANSWERS = {
  open: z.strictObject({ versions: z.string().min(1) }),
  import: seconds,
  export: seconds,
  /** Rows of the store, the sum of their close times in milliseconds, and of all other values. */
  digest: z.strictObject({ rows: finite, times: finite, values: finite }),
  /** The most that the process ever held. */
  memory: z.strictObject({ bytes: finite.positive() }),
};
