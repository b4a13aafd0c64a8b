export { BacktestError } from "./error.ts";
export type { BacktestFinding, BacktestResult, Fill, Trade } from "./result.ts";
