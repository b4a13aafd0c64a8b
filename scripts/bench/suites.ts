import { interruption, stopIfInterrupted } from "../interruption.ts";
import type { Suite } from "./timing.ts";

/** The suites by name; each is loaded, and what it needs is installed, when it is called. `factors`, `store` and `files` take a count of bars. */
export const SUITES: Readonly<Record<string, (bars?: number) => Promise<Suite>>> = {
  walk: async () => (await import("./walk/suite.ts")).walkSuite,
  engine: async () => {
    const { setUpEnginePeers } = await import("../../environment/setup/enginePeers.mjs");
    await setUpEnginePeers(interruption()).finally(stopIfInterrupted);
    return (await import("./engine/suite.ts")).engineSuite;
  },
  factors: async (bars) => {
    const { setUpFactorPeers } = await import("../../environment/setup/factorPeers.mjs");
    await setUpFactorPeers(interruption()).finally(stopIfInterrupted);
    return (await import("./factors/suite.ts")).factorSuite(bars);
  },
  store: async (bars) => {
    const { setUpStorePeers } = await import("../../environment/setup/storePeers.mjs");
    await setUpStorePeers(interruption()).finally(stopIfInterrupted);
    return (await import("./store/suite.ts")).storeSuite(bars);
  },
  files: async (bars) => {
    const { setUpStorePeers } = await import("../../environment/setup/storePeers.mjs");
    await setUpStorePeers(interruption()).finally(stopIfInterrupted);
    return (await import("./files/suite.ts")).filesSuite(bars);
  },
  models: async () => {
    const { setUpModelPeers } = await import("../../environment/setup/modelPeers.mjs");
    await setUpModelPeers(interruption()).finally(stopIfInterrupted);
    return (await import("./models/suite.ts")).modelSuite;
  },
  backtest: async () => {
    const { setUpBacktestPeers } = await import("../../environment/setup/backtestPeers.mjs");
    await setUpBacktestPeers(interruption()).finally(stopIfInterrupted);
    return (await import("./backtest/suite.ts")).backtestSuite;
  },
  runner: async () => (await import("./runner/suite.ts")).runnerSuite,
};
