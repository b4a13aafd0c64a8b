import type { Bars } from "../../market/bars.ts";
import { BacktestError } from "../error.ts";
import { refuseChanged } from "./strategyColumns.ts";
import type { Strategy, StrategyOfBars } from "./strategy.ts";

/** The strategy of a run: as it is given, or made from the bars. What is none is refused. */
export function madeStrategy(strategy: Strategy | StrategyOfBars, bars: readonly Bars[]): Strategy {
  if (typeof strategy !== "function") {
    if (isStrategy(strategy)) return strategy;
    throw new BacktestError(`there is no strategy, but ${JSON.stringify(strategy)}; give { name, start }, or a function of bars that returns it`);
  }
  const made: unknown = refuseChanged("the function that makes the strategy", bars, () => strategy(bars));
  if (isStrategy(made)) return made;
  throw new BacktestError(`the function that makes the strategy from bars returned ${made instanceof Promise ? "a promise" : String(made)}; return { name, start }`);
}

/** Whether something is a strategy by its shape: a name that is not blank, and `start`. */
export function isStrategy(value: unknown): value is Strategy {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && value.name.trim() !== "" && "start" in value && typeof value.start === "function";
}
