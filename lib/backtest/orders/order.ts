import type { UtcMillis } from "../../market/units.ts";

/**
 * How long an order waits. gtc: until it is filled or cancelled. day: the UTC day of the first bar that looks at it.
 * ioc: what its first bar gives, at the open for a limit; the rest is cancelled. fok: the same, all or nothing.
 * until: bars that close at that moment or before.
 */
export type TimeInForce = "gtc" | "day" | "ioc" | "fok" | { readonly until: UtcMillis };

/** A distance in price, or as a share of the price it is measured from. */
export type Distance = number | { readonly share: number };

type Common = {
  readonly asset: string;
  /** Above 0 buys, below 0 sells. */
  readonly units: number;
  /** Default gtc. */
  readonly timeInForce?: TimeInForce;
  /** A name for messages and the report. */
  readonly tag?: string;
  /** Only ever makes the position smaller. */
  readonly reduceOnly?: boolean;
};

/** What a strategy orders. Prices are in the money of the asset's bars. */
export type OrderRequest = Common &
  (
    | { readonly type: "market" }
    | { readonly type: "limit"; readonly limit: number }
    | { readonly type: "stop"; readonly stop: number }
    | { readonly type: "stop-limit"; readonly stop: number; readonly limit: number }
    | {
        readonly type: "trailing-stop";
        /** Below (sell) or above (buy) the best price since the order was given. */
        readonly distance: Distance;
      }
  );

export type OrderType = OrderRequest["type"];

/** 1, 2, 3 … in the order of a run's submissions. */
export type OrderId = number;

/** What became of an order. "partly": some units were filled, the rest ended for the reason given. */
export type OrderEnd = "open" | "filled" | "partly" | "cancelled" | "expired" | "rejected";

/** Why an order ended before it was filled; "" while it is open and when it was filled whole. */
export type EndReason =
  | ""
  | "by the strategy"
  | "a sibling was filled"
  | "its entry was not filled"
  | "its exit was filled"
  | "its day is over"
  | "its time is over"
  | "its first bar did not fill it"
  | "nothing to reduce"
  | "replaced by a newer target"
  | "not enough margin"
  | "the asset was delisted"
  | "liquidation"
  | "ruin";

/** An order as it waits. Numbers that its type does not have are NaN; id 0 is no order. */
export type OpenOrder = {
  readonly id: OrderId;
  readonly asset: string;
  readonly type: OrderType;
  readonly side: 1 | -1;
  /** As ordered. The exit of a bracket: what its entry has filled so far, with the other sign. */
  readonly units: number;
  readonly filled: number;
  /** Not filled yet, with the sign of `units`. */
  readonly left: number;
  readonly limit: number;
  readonly stop: number;
  readonly distance: number;
  readonly isShare: boolean;
  readonly timeInForce: "gtc" | "day" | "ioc" | "fok" | "until";
  /** Last moment of "until" and, once the first bar has looked at it, of "day"; else Infinity. */
  readonly until: UtcMillis;
  readonly reduceOnly: boolean;
  readonly tag: string;
  readonly decisionTime: UtcMillis;
  /** The entry whose fill wakes this exit of a bracket. */
  readonly parent: OrderId;
  /** Orders with the same group above 0 are siblings: one filled cancels the others. */
  readonly group: number;
  /** An exit whose entry has filled nothing yet. */
  readonly isAsleep: boolean;
  /** Whether a stop was reached: the order is a market order now, a stop-limit order a limit order. */
  readonly isTriggered: boolean;
  /** Highest (sell) or lowest (buy) price since the order was given, from bars before this one. */
  readonly best: number;
  readonly end: OrderEnd;
  readonly reason: EndReason;
};

/** An open order in the engine's hands, with what only the engine needs. */
export type WorkingOrder = { -readonly [Key in keyof OpenOrder]: OpenOrder[Key] } & {
  /** Bars of its asset that open before this moment do not look at it. */
  from: UtcMillis;
  /** Row that has filled it or passed it over; it is not looked at twice in one bar. −1 before. */
  lastRow: number;
  /** Row in which its entry was filled inside the bar; −1 for every other order. */
  entryRow: number;
  /** Price of its entry's first fill. */
  entryPrice: number;
  /** Shares of the entry's price from which its stop and limit are made when it wakes. */
  stopShare: number;
  limitShare: number;
};
