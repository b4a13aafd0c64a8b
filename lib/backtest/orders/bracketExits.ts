import { BacktestError } from "../error.ts";
import { checkRequest, nameOf } from "./checkRequest.ts";
import { openOrder } from "./openOrder.ts";
import type { Distance, OrderId, OrderRequest, WorkingOrder } from "./order.ts";

/** Exits of a bracket: prices, or shares of the price at which the entry is filled. */
export type Exits = { readonly stopLoss?: Distance; readonly takeProfit?: Distance; readonly trailing?: Distance };

/**
 * The exits of an entry: reduceOnly orders on the other side, asleep until the entry is filled, siblings of each other.
 * in: the entry as asked and as it waits, its exits, the id of the first exit, the number of their group  out: stop loss, take profit, trailing stop, those that were asked for
 */
export function bracketExits(request: OrderRequest, entry: WorkingOrder, exits: Exits, firstId: OrderId, group: number): { stopLoss?: WorkingOrder; takeProfit?: WorkingOrder; trailing?: WorkingOrder } {
  const { asset, tag, units } = request;
  const { stopLoss, takeProfit, trailing } = exits;
  const refuse = (what: string) => new BacktestError(`bracket of ${nameOf(request)}: ${what}`);
  if (stopLoss === undefined && takeProfit === undefined && trailing === undefined) throw refuse("it has no exit; give a stopLoss, a takeProfit or trailing, or submit the entry alone");
  const reference = "limit" in request ? request.limit : "stop" in request ? request.stop : undefined;
  checkSide(refuse, "stopLoss", stopLoss, -entry.side, reference);
  checkSide(refuse, "takeProfit", takeProfit, entry.side, reference);
  if (typeof stopLoss === "number" && typeof takeProfit === "number" && !(entry.side * (takeProfit - stopLoss) > 0)) {
    throw refuse(`stopLoss ${stopLoss} and takeProfit ${takeProfit} are on the wrong sides; a ${entry.side > 0 ? "bought" : "sold"} position loses ${entry.side > 0 ? "below" : "above"} its entry and wins on the other side`);
  }

  let id = firstId;
  const common = (role: string) => ({ asset, units: -units, reduceOnly: true, tag: tag === undefined ? role : `${tag}: ${role}` });
  const exit = (order: OrderRequest, stopShare = Number.NaN, limitShare = Number.NaN): WorkingOrder => {
    checkRequest(order, [asset], entry.decisionTime);
    const opened = openOrder(order, { id: id++, time: entry.decisionTime, lastClose: entry.best, group });
    const [stop, limit] = [Number.isNaN(stopShare) ? opened.stop : Number.NaN, Number.isNaN(limitShare) ? opened.limit : Number.NaN];
    return { ...opened, units: 0, left: 0, stop, limit, parent: entry.id, isAsleep: true, stopShare, limitShare };
  };
  return {
    ...(stopLoss !== undefined && { stopLoss: exit({ ...common("stop loss"), type: "stop", stop: priceOf(stopLoss) }, shareOf(stopLoss)) }),
    ...(takeProfit !== undefined && { takeProfit: exit({ ...common("take profit"), type: "limit", limit: priceOf(takeProfit) }, Number.NaN, shareOf(takeProfit)) }),
    ...(trailing !== undefined && { trailing: exit({ ...common("trailing stop"), type: "trailing-stop", distance: trailing }) }),
  };
}

function checkSide(refuse: (what: string) => BacktestError, name: string, exit: Distance | undefined, side: number, reference: number | undefined): void {
  if (exit === undefined) return;
  if (typeof exit !== "number") {
    if (exit.share > 0 && Number.isFinite(exit.share) && (side > 0 || exit.share < 1)) return;
    throw refuse(`${name} is a share of ${exit.share}; give the distance from the entry as a share above 0${side > 0 ? "" : ", below 1"}`);
  }
  if (!(exit > 0 && Number.isFinite(exit))) throw refuse(`${name} is ${exit}; give a price above 0, or { share } of the entry's price`);
  if (reference !== undefined && !(side * (exit - reference) > 0)) throw refuse(`${name} is ${exit} and the entry ${reference}; give a price ${side > 0 ? "above" : "below"} it`);
}

/** A share becomes a price when the entry is filled; until then any price passes the check. */
function priceOf(exit: Distance): number {
  return typeof exit === "number" ? exit : 1;
}

function shareOf(exit: Distance): number {
  return typeof exit === "number" ? Number.NaN : exit.share;
}
