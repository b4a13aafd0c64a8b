import { randomKey } from "../../random/index.ts";
import { BacktestError } from "../error.ts";
import { checkDecisions } from "./decisionCheck.ts";
import { UNTRIED } from "./openRun.ts";
import { barsGiven, type RunOptions } from "./runOptions.ts";
import type { Strategy } from "./strategy.ts";
import { checkColumns } from "./strategyColumns.ts";

/** What of a strategy was tried for look-ahead before its run. */
export type LeakCheck = { readonly isOn: boolean; /** The columns of all bars. */ readonly columns: boolean; readonly decisions: boolean };

/** Tries a strategy for look-ahead, its columns first, whose leak is told more exactly, unless the options say no. A leak is refused. */
export function leakCheck(options: RunOptions, strategy: Strategy): LeakCheck {
  const { key = randomKey(0), leakCheck: wanted = "on" } = options;
  if (wanted !== "on" && wanted !== "off") throw new BacktestError(`leakCheck must be "on" or "off", got ${JSON.stringify(wanted)}`);
  if (wanted === "off") return UNTRIED;
  const tried = barsGiven(options).map((bars) => checkColumns(strategy, bars, key));
  return { isOn: true, columns: tried.every(Boolean), decisions: checkDecisions(options, strategy) };
}
