import type { Choice, SearchSpace } from "../../catalogue/searchSpace.ts";
import type { RandomKey } from "../../random/index.ts";

/** One value for each name of a search space. */
export type Settings = Readonly<Record<string, Choice>>;

/** What a sampler may know of an earlier trial. The smaller the value, the better. */
export type Seen = {
  readonly settings: Settings;
  readonly outcome:
    | { readonly state: "complete"; readonly value: number }
    /** Stopped after a step, with the value it had there. */
    | { readonly state: "pruned"; readonly step: number; readonly value: number }
    | { readonly state: "failed" }
    /** Under way. */
    | { readonly state: "pending" };
};

/** Draws the settings of the next trial from those before it: the same space, trials and key give the same settings. */
export type Sampler = (space: SearchSpace, seen: readonly Seen[], key: RandomKey) => Settings;
