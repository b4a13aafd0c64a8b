import type { Interval } from "../market/bars.ts";
import type { Series, UtcMillis } from "../market/units.ts";
import type { EndReason, OrderEnd, OrderId, OrderType } from "./orders/order.ts";

/** One execution: units bought (positive) or sold (negative) in a bar. Costs are in money and never part of the price. */
export type Fill = {
  readonly asset: string;
  /** The order it belongs to. */
  readonly order: OrderId;
  /** Row of the result, and its time: the close of the bar in which it was filled. */
  readonly row: number;
  readonly time: UtcMillis;
  readonly units: number;
  /** The quoted price, before spread and slippage: the open of the bar, or the order's own price inside it. */
  readonly price: number;
  readonly commission: number;
  readonly spread: number;
  readonly slippage: number;
};

/** An order from its decision to its end. */
export type OrderRecord = {
  readonly id: OrderId;
  readonly asset: string;
  readonly type: OrderType;
  /** Above 0 buys, below 0 sells; as ordered, or as a target came out at its fill. */
  readonly units: number;
  readonly tag: string;
  /** Row of the result in which it was decided, and in which it ended. */
  readonly decidedRow: number;
  readonly endRow: number;
  readonly filled: number;
  /** "partly": some units were filled before it was cancelled or expired. "open": it still waited after the last bar. */
  readonly end: OrderEnd;
  /** Why, where it was not filled whole; else "". */
  readonly reason: EndReason;
};

/**
 * A position from flat to flat, or to the other side. Scaling in and out averages the entry and the exit price.
 * Net result = `profit` − `costs`. Units and prices are those of the last split in it.
 */
export type Trade = {
  readonly asset: string;
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
  /** Rows of the result from entry to exit. */
  readonly barsHeld: number;
  /** True for the position still held after the last bar, marked at its close without exit costs. */
  readonly isOpen: boolean;
};

export type FindingCode =
  | "ruin" | "margin-call" | "margin-cut" | "delisted" | "delisting-later" | "closed-without-bar" | "not-closed" | "order-waited" | "order-rejected"
  | "bars-look-ahead" | "beyond-range" | "gap" | "calendars-differ" | "bars-end" | "never-decided" | "and-more";

/** Something a reader of the result must know. `row` is one of the result. */
export type BacktestFinding = {
  readonly code: FindingCode;
  readonly where: { readonly asset: string; readonly row: number; readonly date: string; readonly order?: OrderId };
  readonly expected: string;
  readonly got: string;
};

export type PaidCosts = {
  readonly commission: number;
  readonly spread: number;
  readonly slippage: number;
  /** For units sold short, and for cash below 0. */
  readonly borrow: number;
  readonly financing: number;
  readonly total: number;
};

/** What a backtest leaves. Arrays have one value a row: a moment at which some bar closed, measured at the closes of that moment. Money is in the currency of the prices. */
export type BacktestResult = {
  /** The asset, or all of them in one text. */
  readonly symbol: string;
  readonly assets: readonly string[];
  /** The shortest interval of the bars. */
  readonly interval: Interval;
  readonly capital: number;
  readonly closeTime: Series<UtcMillis>;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Units held of the first asset; of every one in `unitsByAsset`. */
  readonly units: Float64Array;
  readonly unitsByAsset: Readonly<Record<string, Float64Array>>;
  /** Net exposure: worth of all positions, shorts negative, ÷ equity. */
  readonly positions: Float64Array;
  /** Gross exposure, the leverage: worth of all positions, shorts added, ÷ equity. */
  readonly leverage: Float64Array;
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly Fill[];
  readonly trades: readonly Trade[];
  /** Dividends received less those paid on short positions, money. */
  readonly dividends: number;
  readonly costs: PaidCosts;
  readonly assumptions: readonly string[];
  readonly findings: readonly BacktestFinding[];
};
