import type { Suite } from "../timing.ts";

/** Forecasts of one asset by an ensemble against a limit. */
export const ensembleRows: Suite = [
  { work: "forecast of one window by six networks", peer: "limit of 100 ms", prepare: async () => (await import("./ensembleForecast.ts")).ensembleForecastContest(false) },
  { work: "forecast of one window by six networks and trees", peer: "limit of 100 ms", prepare: async () => (await import("./ensembleForecast.ts")).ensembleForecastContest(true) },
];
