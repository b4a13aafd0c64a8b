import type { Suite } from "../timing.ts";

/** The stages of the walk, each against a library that a person would otherwise take. */
export const walkSuite: Suite = [];
