export type { Rebalance } from "./assumptions.ts";
export { backtest, type BacktestOptions } from "./backtest.ts";
export { buyAndHold } from "./buyAndHold.ts";
export { costsOf, roundTripCost, type CostOptions, type Costs } from "./costs.ts";
export { BacktestError } from "./error.ts";
export { positionsByDate, type DatedPosition, type Missing } from "./positionsByDate.ts";
export type { BacktestFinding, BacktestResult, Fill, Trade } from "./result.ts";
export { signalsFromForecast, type SignalOptions } from "./signalsFromForecast.ts";
export type { Strategy } from "./strategy.ts";
