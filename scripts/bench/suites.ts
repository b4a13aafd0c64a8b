import type { Suite } from "./timing.ts";

/** The suites by name; each is loaded when it is called. */
export const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  walk: async () => (await import("./walk/suite.ts")).walkSuite,
};
