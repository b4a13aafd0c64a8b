import type { Suite } from "../timing.ts";

/** Walk-forward against a limit. */
export const walkForwardRows: Suite = [
  { work: "walk-forward of LSTM(50)", peer: "limit of 180 s", prepare: async () => (await import("./walkForward.ts")).walkForwardContest() },
];
