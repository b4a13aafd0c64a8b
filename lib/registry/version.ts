import type { ModelSpec } from "../catalogue/index.ts";
import type { OutOfFold } from "../evaluation/index.ts";
import type { VersionCard } from "./versionCard.ts";

/** A version is registered as a candidate; one candidate at a time becomes the champion of its task; retired versions stay on record. */
export const STAGES = ["candidate", "champion", "retired"] as const;
export type Stage = (typeof STAGES)[number];

/** What a version foretells. Of each there is one champion at most. */
export type Foretells = { readonly symbol: string; readonly interval: string; /** "next_log_return_1" */ readonly label: string; /** Bars. */ readonly horizon: number };

/** A saved model with all that is known of it. */
export type Version = Foretells & {
  readonly id: number;
  readonly stage: Stage;
  /** Task, kind and columns are those of the model's own card. */
  readonly spec: ModelSpec;
  readonly seed: number;
  /** Digest of the dataset that it was fitted on. */
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly card: VersionCard;
  /** SHA-256 over the names and hashes of its files; the name of its folder. */
  readonly content: string;
  /** SHA-256 of each file, by its path in the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** The version that it was made from. */
  readonly parent: number | undefined;
  /** UTC milliseconds. */
  readonly registeredAt: number;
};

/** A step in the life of a version, oldest first in a history. */
export type StageChange = {
  readonly stage: Stage;
  /** UTC milliseconds. */
  readonly at: number;
  readonly reason: string;
  /** The conditions of a promotion, with their numbers. */
  readonly evidence: unknown;
};

/** What is handed in. Times are UTC milliseconds and the caller's. */
export type Registration = Foretells & {
  /** Folder that `saveForecaster` wrote. */
  readonly folder: string;
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly dataset: string;
  readonly card: VersionCard;
  /** Forecasts of rows that the model's kind had not seen; without them it can be kept but not promoted. */
  readonly outOfFold?: OutOfFold;
  readonly parent?: number;
  readonly at: number;
  readonly reason?: string;
};

/** What a query narrows down to. */
export type VersionQuery = Partial<Foretells> & { readonly stage?: Stage };
