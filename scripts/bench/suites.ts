import { interruption, stopIfInterrupted } from "../interruption.ts";
import type { Suite } from "./timing.ts";

/** The suites by name; each is loaded, and what it needs is installed, when it is called. */
export const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  walk: async () => (await import("./walk/suite.ts")).walkSuite,
  engine: async () => {
    const { setUpPeers } = await import("../../environment/setup/peers.mjs");
    await setUpPeers(interruption()).finally(stopIfInterrupted);
    return (await import("./engine/suite.ts")).engineSuite;
  },
};
