import type { z } from "zod";
import type { Forecaster, Task } from "../models/index.ts";
import type { SearchSpace } from "./searchSpace.ts";

export const FAMILIES = ["baseline", "classic", "trees", "network"] as const;
export type ModelFamily = (typeof FAMILIES)[number];

/** What is foretold: numbers, or classes and how many of them. */
export type Foretold = { readonly task: Task; /** Of a classification. Default 2. */ readonly classes?: number; /** Whether the numbers are prices, not changes. Default false. */ readonly isPrice?: boolean };

/** A model that can be asked for by name. */
export type ListedModel = {
  /** The word for it in specs and commands: "lstm". */
  readonly name: string;
  readonly family: ModelFamily;
  readonly tasks: readonly Task[];
  /** Whether another seed gives another model; one without draws nothing, and is fitted once where others are fitted with several seeds. */
  readonly isRandom: boolean;
  /** One sentence. */
  readonly summary: string;
  /** Paper or book. */
  readonly source: string;
  /** Every setting with its default and its bounds; strict. */
  readonly settings: z.ZodObject;
  /** What a search tries; within the bounds of `settings`. Empty where there is nothing to search. */
  readonly space: SearchSpace;
  /** The forecaster of checked or unchecked settings; `forecasterOf` words its errors. */
  make(settings: Readonly<Record<string, unknown>>, foretold: Foretold): Forecaster;
};

/** An entry of the catalogue whose `make` knows the type of its settings. */
export function listed<S extends z.ZodObject>(entry: Omit<ListedModel, "make" | "settings"> & { readonly settings: S; make(settings: z.output<S>, foretold: Foretold): Forecaster }): ListedModel {
  const { make, settings, ...rest } = entry;
  return { ...rest, settings, make: (given, foretold) => make(settings.parse(given), foretold) };
}
