import type { Account } from "../account/account.ts";
import { isCovered } from "../account/margin.ts";
import { fillCosts, orderSize } from "../costs/index.ts";
import { fillPrice, fillUnits, firstToFill } from "../fills/index.ts";
import { applyFill, endOrder, endOrphans, settleBar, type WorkingOrder } from "../orders/index.ts";
import type { Fill } from "../result.ts";
import type { Findings } from "./findings.ts";
import type { Holding, Target } from "./holding.ts";
import type { Now, OrderDesk } from "./orderDesk.ts";
import type { Rules } from "./rules.ts";

/** Fills what waits in the bars that just closed, and books it. */
export class Execution {
  readonly fills: Fill[] = [];
  readonly #account: Account;
  readonly #desk: OrderDesk;
  readonly #findings: Findings;
  readonly #holdings: readonly Holding[];
  readonly #now: Now;
  readonly #rules: Rules;

  constructor(holdings: readonly Holding[], account: Account, desk: OrderDesk, findings: Findings, now: Now, rules: Rules) {
    this.#holdings = holdings;
    this.#account = account;
    this.#desk = desk;
    this.#findings = findings;
    this.#now = now;
    this.#rules = rules;
  }

  /** Targets that make positions smaller first, so that what they free can be bought with; then asset by asset. */
  fillAll(): void {
    const holdings = this.#holdings;
    if (holdings.length > 1) for (let k = 0; k < holdings.length; k++) if (isBusy(holdings[k]!) && holdings[k]!.target !== undefined) this.#meetTarget(holdings[k]!, true);
    for (let k = 0; k < holdings.length; k++) if (isBusy(holdings[k]!)) this.#fillHolding(holdings[k]!);
  }

  /** Closes a position at a price outside any bar. */
  closeAt(holding: Holding, price: number): void {
    const order = this.#desk.orderOfTarget(holding, { kind: "units", value: 0, from: this.#now.time, decidedRow: this.#now.row, tag: "delisting" }, -this.#account.units[holding.index]!, this.#account.units[holding.index]!);
    this.#book(holding, order, order.left, price);
    applyFill(order, order.left, price, holding.feed.count - 1, false, holding.orders);
    this.#desk.sweep(holding);
  }

  #fillHolding(holding: Holding): void {
    const { feed, orders } = holding;
    const row = feed.count - 1;
    const openedAt = holding.openedAt();
    const isOpen = holding.open() > 0;
    if (!isOpen && ((holding.target !== undefined && holding.target.from <= openedAt) || orders.some((order) => order.type === "market" && order.from <= openedAt))) {
      this.#findings.add("order-waited", { asset: holding.asset, row: this.#now.row, time: this.#now.time }, "an open to trade at", "no open");
    }
    if (holding.target !== undefined && isOpen) this.#meetTarget(holding, false);
    if (orders.length === 0) return;
    for (let next = isOpen ? firstToFill(orders, feed.bars, row, openedAt, this.#rules.fills) : -1; next >= 0; next = firstToFill(orders, feed.bars, row, openedAt, this.#rules.fills)) {
      const order = orders[next]!;
      this.#fill(holding, order, fillPrice(order, feed.bars, row, this.#rules.fills));
    }
    settleBar(orders, feed.bars, row, openedAt);
    this.#desk.sweep(holding);
  }

  /** Turns a target into the market order it needs at the open, and fills it. */
  #meetTarget(holding: Holding, onlyIfSmaller: boolean): void {
    const target = holding.target!;
    const price = holding.open();
    if (!(price > 0) || target.from > holding.openedAt()) return;
    const held = this.#account.units[holding.index]!;
    const wanted = this.#wantedUnits(holding, target, price, held);
    const after = held + wanted;
    if (onlyIfSmaller && !(Math.abs(after) < Math.abs(held) && after * held >= 0)) return;
    holding.target = undefined;
    if (wanted === 0) return;
    const order = this.#desk.orderOfTarget(holding, target, wanted, held);
    this.#fill(holding, order, price);
  }

  /** A share that the leverage has no room for is cut to v = L·(E − costs) − G, G the worth of the other positions: a share L of the equity without G ÷ L. */
  #wantedUnits(holding: Holding, { kind, value }: Target, price: number, held: number): number {
    if (kind === "units") return value - held;
    const { costs, margin: { leverage } } = this.#rules;
    const worth = this.#account.cash + (this.#worthOfOthers(holding, false) + held * price);
    const sizeOf = (wanted: number, equity: number) => orderSize({ wanted: equity > 0 ? wanted : 0, equity, units: held, price, costs, bars: holding.feed.bars, row: holding.feed.count - 1 });
    const size = sizeOf(value, worth);
    if (this.#isAffordable(holding, size, price, held)) return size;
    const cut = sizeOf(Math.sign(value) * leverage, worth - this.#worthOfOthers(holding, true) / leverage);
    // What the costs alone take away is no news.
    if (Math.abs(held + cut) < 0.99 * Math.abs(held + size)) this.#findings.add("margin-cut", { asset: holding.asset, row: this.#now.row, time: this.#now.time }, `room for ${value} of the equity within leverage ${leverage}`, `${((held + cut) * price) / worth} was left beside the other positions`);
    return cut;
  }

  #fill(holding: Holding, order: WorkingOrder, price: number): void {
    const { feed, index, orders } = holding;
    const row = feed.count - 1;
    const held = this.#account.units[index]!;
    let units = fillUnits(order, feed.bars.volume[row]!, this.#rules.fills, held);
    // A position sold off leaves no rounding behind.
    if (Math.abs(held + units) <= 1e-12 * Math.abs(units)) units = -held;
    if (units !== 0 && !this.#isAffordable(holding, units, price, held)) {
      this.#findings.add("order-rejected", { asset: holding.asset, row: this.#now.row, time: this.#now.time, order: order.id }, `positions of at most ${this.#rules.margin.leverage} times the equity`, `${units} units at ${price} would lead beyond`);
      endOrder(order, "rejected", "not enough margin", orders);
      return;
    }
    if (units !== 0) this.#book(holding, order, units, price);
    applyFill(order, units, price, row, price !== holding.open() || order.entryRow === row, orders);
    if (units !== 0 && orders.length > 1) endOrphans(orders, held + units);
  }

  #book({ asset, feed, index }: Holding, order: WorkingOrder, units: number, price: number): void {
    const paid = fillCosts(this.#rules.costs, units, price, feed.bars, feed.count - 1);
    this.#account.trade(index, units, price, paid.commission + paid.spread + paid.slippage);
    this.fills.push({ asset, order: order.id, row: this.#now.row, time: this.#now.time, units, price, ...paid });
  }

  /** What makes a position smaller is always allowed; what makes it larger must keep within the leverage, costs included. */
  #isAffordable(holding: Holding, units: number, price: number, held: number): boolean {
    const after = held + units;
    if (Math.abs(after) <= Math.abs(held) && after * held >= 0) return true;
    const paid = fillCosts(this.#rules.costs, units, price, holding.feed.bars, holding.feed.count - 1);
    const equity = this.#account.cash + this.#worthOfOthers(holding, false) + held * price - (paid.commission + paid.spread + paid.slippage);
    return isCovered(this.#rules.margin, this.#worthOfOthers(holding, true) + Math.abs(after) * price, equity);
  }

  /** Worth of the other positions at the open of a bar: at their own opens where they opened then or before, else at their last closes. */
  #worthOfOthers(holding: Holding, isGross: boolean): number {
    let worth = 0;
    for (let k = 0; k < this.#holdings.length; k++) {
      const other = this.#holdings[k]!;
      const units = this.#account.units[k]!;
      if (units === 0 || other === holding) continue;
      const isOpen = other.feed.isNew && other.openedAt() <= holding.openedAt() && other.open() > 0;
      const value = units * (isOpen ? other.open() : this.#account.marks[k]!);
      worth += isGross ? Math.abs(value) : value;
    }
    return worth;
  }
}

function isBusy(holding: Holding): boolean {
  return holding.feed.isNew && !holding.isDelisted && (holding.orders.length > 0 || holding.target !== undefined);
}
