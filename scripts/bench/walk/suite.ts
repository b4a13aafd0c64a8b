import type { Suite } from "../timing.ts";

const csv = () => import("./csv.ts");
const factors = () => import("./factors.ts");
const lstm = () => import("./lstm.ts");

/** The stages of the walk, each against what a person would otherwise take. */
export const walkSuite: Suite = [
  { work: "read bars from CSV, arquero", prepare: async () => (await csv()).readByArquero() },
  { work: "read bars from CSV, danfojs", prepare: async () => (await csv()).readByDanfo() },
  { work: "rsi_14", prepare: async () => (await factors()).rsiContest() },
  { work: "sma_20", prepare: async () => (await factors()).smaContest() },
  { work: "macd_hist_12_26_9", prepare: async () => (await factors()).macdContest() },
  { work: "standard scaling", prepare: async () => (await import("./scaling.ts")).scalingContest() },
  { work: "windows", prepare: async () => (await import("./windows.ts")).windowsContest() },
  { work: "LSTM training step", prepare: async () => (await lstm()).trainingContest() },
  { work: "LSTM forecast of one window", prepare: async () => (await lstm()).predictionContest() },
  { work: "backtest", prepare: async () => (await import("./backtest.ts")).backtestContest() },
];
