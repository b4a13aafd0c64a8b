import { BacktestError } from "../error.ts";
import { percent } from "../percent.ts";
import type { OrderRequest, OrderType } from "./order.ts";

const TYPES: readonly OrderType[] = ["market", "limit", "stop", "stop-limit", "trailing-stop"];

/**
 * Refuses an order that cannot mean anything: no such asset or type, units that are 0 or no number, prices and distances that are not above 0,
 * a time that is over. The text names the order, its asset and what to do.
 */
export function checkRequest(request: OrderRequest, assets: readonly string[], time: number): void {
  const refuse = (what: string) => new BacktestError(`${nameOf(request)}: ${what}`);
  if (!assets.includes(request.asset)) throw refuse(`there is no asset ${JSON.stringify(request.asset)}; the run has ${assets.slice(0, 8).join(", ")}${assets.length > 8 ? ` and ${assets.length - 8} more` : ""}`);
  if (!TYPES.includes(request.type)) throw refuse(`there is no such type of order; take ${TYPES.join(", ")}`);
  if (!(Number.isFinite(request.units) && request.units !== 0)) throw refuse(`units are ${request.units}; give a number above 0 to buy, below 0 to sell, and no order where nothing is to be traded`);
  if (request.type === "limit" || request.type === "stop-limit") checkPrice("limit", request.limit);
  if (request.type === "stop" || request.type === "stop-limit") checkPrice("stop", request.stop);
  if (request.type === "trailing-stop") checkDistance(request.distance);
  checkTime();

  function checkPrice(name: string, price: number): void {
    if (!(price > 0 && Number.isFinite(price))) throw refuse(`the ${name} is ${price}; give a price above 0`);
  }

  function checkDistance(distance: number | { readonly share: number }): void {
    const value = typeof distance === "number" ? distance : distance?.share;
    if (!(value > 0 && Number.isFinite(value))) throw refuse(`the distance is ${value}; give a distance in price, or { share } of it, above 0`);
    if (typeof distance !== "number" && request.units < 0 && value >= 1) throw refuse(`the distance is ${percent(value)} of the price, which no price falls by; give a share below 1`);
  }

  function checkTime(): void {
    const { timeInForce } = request;
    if (timeInForce === undefined || timeInForce === "gtc" || timeInForce === "day") return;
    if (timeInForce === "ioc" || timeInForce === "fok") {
      if (request.type === "market" || request.type === "limit") return;
      throw refuse(`time in force ${timeInForce} fills at once and a stop has to wait; give gtc, day or { until }`);
    }
    if (typeof timeInForce !== "object" || timeInForce === null) throw refuse(`there is no time in force ${JSON.stringify(timeInForce)}; take gtc, day, ioc, fok or { until: UTC milliseconds }`);
    if (!(timeInForce.until > time)) throw refuse(`it holds until ${timeInForce.until}, which is not after ${time}, the moment it was given; give a later moment in UTC milliseconds`);
  }
}

/** An order in words for messages: order "exit" (sell 10 AAPL, limit 120). */
export function nameOf(request: OrderRequest): string {
  const { asset, tag, type, units } = request;
  const price = "stop" in request && "limit" in request ? ` ${request.stop}/${request.limit}` : "limit" in request ? ` ${request.limit}` : "stop" in request ? ` ${request.stop}` : "";
  return `order${tag === undefined ? "" : ` "${tag}"`} (${units < 0 ? "sell" : "buy"} ${Math.abs(units)} ${asset}, ${type}${price})`;
}
