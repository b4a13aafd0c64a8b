import { interruption, stopIfInterrupted } from "../interruption.ts";
import type { Suite } from "./timing.ts";

/** The suites by name; each is loaded, and what it needs is installed, when it is called. */
export const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  walk: async () => (await import("./walk/suite.ts")).walkSuite,
  engine: async () => {
    const { setUpEnginePeers } = await import("../../environment/setup/enginePeers.mjs");
    await setUpEnginePeers(interruption()).finally(stopIfInterrupted);
    return (await import("./engine/suite.ts")).engineSuite;
  },
};
