import type { UtcMillis } from "../../market/units.ts";
import type { Distance, OrderId, OrderRequest, WorkingOrder } from "./order.ts";

/** Where an order comes from: its id, the moment it was given, and the last close then, from which a trailing stop starts. */
export type Given = { readonly id: OrderId; readonly time: UtcMillis; readonly lastClose: number; readonly group?: number };

/** The order that a checked request becomes. Every order has the same fields in the same sequence, which the hot loop is fast by. */
export function openOrder(request: OrderRequest, { group = 0, id, lastClose, time }: Given): WorkingOrder {
  const { asset, reduceOnly = false, tag = "", timeInForce = "gtc", type, units } = request;
  const distance: Distance = type === "trailing-stop" ? request.distance : Number.NaN;
  return {
    id,
    asset,
    type,
    side: units > 0 ? 1 : -1,
    units,
    filled: 0,
    left: units,
    limit: type === "limit" || type === "stop-limit" ? request.limit : Number.NaN,
    stop: type === "stop" || type === "stop-limit" ? request.stop : Number.NaN,
    distance: typeof distance === "number" ? distance : distance.share,
    isShare: typeof distance !== "number",
    timeInForce: typeof timeInForce === "string" ? timeInForce : "until",
    until: typeof timeInForce === "string" ? Number.POSITIVE_INFINITY : timeInForce.until,
    reduceOnly,
    tag,
    decisionTime: time,
    parent: 0,
    group,
    isAsleep: false,
    isTriggered: false,
    best: lastClose,
    end: "open",
    reason: "",
    from: time,
    lastRow: -1,
    entryRow: -1,
    entryPrice: Number.NaN,
    stopShare: Number.NaN,
    limitShare: Number.NaN,
  };
}
