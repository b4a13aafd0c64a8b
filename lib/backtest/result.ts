import type { Interval } from "../market/bars.ts";
import type { Series, UtcMillis } from "../market/units.ts";

/** One execution: units bought (positive) or sold (negative) at the open of a bar. Costs are in money and never part of the price. */
export type Fill = {
  readonly row: number;
  readonly time: UtcMillis;
  readonly units: number;
  /** The open of the bar, before spread and slippage. */
  readonly price: number;
  readonly commission: number;
  readonly spread: number;
  readonly slippage: number;
};

/**
 * A position from flat to flat, or to the other side. Scaling in and out averages the entry and the exit price.
 * Net result = `profit` − `costs`.
 */
export type Trade = {
  readonly side: "long" | "short";
  readonly entryRow: number;
  readonly entryTime: UtcMillis;
  readonly entryPrice: number;
  readonly exitRow: number;
  readonly exitTime: UtcMillis;
  readonly exitPrice: number;
  /** All units that were entered, a positive number. */
  readonly units: number;
  /** Money won or lost on the quoted prices, before costs. */
  readonly profit: number;
  readonly costs: number;
  readonly barsHeld: number;
  /** True for the position still held after the last bar, marked at its close without exit costs. */
  readonly isOpen: boolean;
};

/** Something a reader of the result must know. */
export type BacktestFinding = { readonly code: "ruin" | "order-waited" | "bars-look-ahead"; readonly where: { readonly row: number; readonly date: string }; readonly expected: string; readonly got: string };

/** What a backtest leaves. Arrays have one value a bar, measured at its close. Money is in the currency of the prices. */
export type BacktestResult = {
  readonly symbol: string;
  readonly interval: Interval;
  readonly capital: number;
  readonly closeTime: Series<UtcMillis>;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly units: Float64Array;
  /** Value held ÷ equity. */
  readonly positions: Float64Array;
  readonly fills: readonly Fill[];
  readonly trades: readonly Trade[];
  readonly costs: { readonly commission: number; readonly spread: number; readonly slippage: number; readonly total: number };
  readonly assumptions: readonly string[];
  readonly findings: readonly BacktestFinding[];
};
