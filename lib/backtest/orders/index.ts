export { applyFill } from "./applyFill.ts";
export { bracketExits, type Exits } from "./bracketExits.ts";
export { checkRequest, nameOf } from "./checkRequest.ts";
export { endOrder } from "./endOrder.ts";
export { endOrphans } from "./endOrphans.ts";
export { openOrder, type Given } from "./openOrder.ts";
export type { Distance, EndReason, OpenOrder, OrderEnd, OrderId, OrderRequest, OrderType, TimeInForce, WorkingOrder } from "./order.ts";
export { settleBar } from "./settleBar.ts";
export { splitExits, splitOrder } from "./splitOrder.ts";
