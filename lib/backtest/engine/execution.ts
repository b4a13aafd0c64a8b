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
import { WorthAtOpen } from "./worthAtOpen.ts";

/** Fills what waits in the bars that just closed, and books it. */
export class Execution {
  readonly fills: Fill[] = [];
  readonly #account: Account;
  readonly #desk: OrderDesk;
  readonly #findings: Findings;
  readonly #holdings: readonly Holding[];
  readonly #now: Now;
  readonly #rules: Rules;
  readonly #others: WorthAtOpen;

  constructor(holdings: readonly Holding[], account: Account, desk: OrderDesk, findings: Findings, now: Now, rules: Rules) {
    this.#holdings = holdings;
    this.#account = account;
    this.#desk = desk;
    this.#findings = findings;
    this.#now = now;
    this.#rules = rules;
    this.#others = new WorthAtOpen(account, holdings, now);
  }

  /** The opens of all assets come before what happens inside their bars; of the opens first what makes positions smaller, so that what it frees can be bought with. */
  fillAll(): void {
    const holdings = this.#holdings;
    if (!holdings.some(isBusy)) return;
    if (holdings.length > 1) for (let k = 0; k < holdings.length; k++) if (isBusy(holdings[k]!)) this.#fillAtOpen(holdings[k]!, true);
    for (let k = 0; k < holdings.length; k++) if (isBusy(holdings[k]!)) this.#fillAtOpen(holdings[k]!, false);
    for (let k = 0; k < holdings.length; k++) if (isBusy(holdings[k]!)) this.#fillInside(holdings[k]!);
  }

  /** Closes a position at a price outside any bar. */
  closeAt(holding: Holding, price: number, decidedRow: number, tag: string): void {
    holding.target = undefined;
    const order = this.#desk.orderOfTarget(holding, { kind: "units", value: 0, from: this.#now.time, decidedRow, tag }, -this.#account.units[holding.index]!, this.#account.units[holding.index]!);
    this.#book(holding, order, order.left, price);
    applyFill(order, order.left, price, holding.feed.count - 1, false, holding.orders);
    this.#desk.sweep(holding);
  }

  /** Fills the target and the orders that have the open as their price; with `onlyIfSmaller` as long as each makes the position smaller. */
  #fillAtOpen(holding: Holding, onlyIfSmaller: boolean): void {
    const open = holding.open();
    if (!(open > 0)) return;
    if (holding.target !== undefined && !this.#meetTarget(holding, onlyIfSmaller)) return;
    for (let order = this.#next(holding); order !== undefined; order = this.#next(holding)) {
      if (order.entryRow === holding.feed.count - 1 || this.#priceOf(order, holding) !== open) return;
      if (onlyIfSmaller && !isSmaller(this.#account.units[holding.index]!, order.left)) return;
      this.#fill(holding, order, open);
    }
  }

  #fillInside(holding: Holding): void {
    const { feed, orders } = holding;
    const openedAt = holding.openedAt();
    if (holding.open() > 0) for (let order = this.#next(holding); order !== undefined; order = this.#next(holding)) this.#fill(holding, order, this.#priceOf(order, holding));
    else this.#noteWaiting(holding, openedAt);
    if (orders.length === 0) return;
    settleBar(orders, feed.bars, feed.count - 1, openedAt, this.#account.units[holding.index]!);
    this.#desk.sweep(holding);
  }

  #next({ feed, orders }: Holding): WorkingOrder | undefined {
    if (orders.length === 0) return undefined;
    const next = firstToFill(orders, feed.bars, feed.count - 1, feed.openedAt(), this.#rules.fills);
    return next < 0 ? undefined : orders[next];
  }

  #priceOf(order: WorkingOrder, { feed }: Holding): number {
    return fillPrice(order, feed.bars, feed.count - 1, this.#rules.fills);
  }

  #noteWaiting({ asset, orders, target }: Holding, openedAt: number): void {
    const isWaiting = (target !== undefined && target.from <= openedAt) || orders.some(({ from, type }) => type === "market" && from <= openedAt);
    if (isWaiting) this.#findings.add("order-waited", { asset, row: this.#now.row, time: this.#now.time }, "an open to trade at", "no open");
  }

  /** Turns a target into the market order it needs at the open, and fills it. out: false where it has to come after the other assets */
  #meetTarget(holding: Holding, onlyIfSmaller: boolean): boolean {
    const target = holding.target!;
    if (target.from > holding.openedAt()) return true;
    const price = holding.open();
    const held = this.#account.units[holding.index]!;
    if (onlyIfSmaller && !isSmaller(held, this.#sizeOf(holding, target, price, held))) return false;
    const wanted = this.#wantedUnits(holding, target, price, held);
    holding.target = undefined;
    if (wanted !== 0) this.#fill(holding, this.#desk.orderOfTarget(holding, target, wanted, held), price);
    return true;
  }

  /** Units that a target asks for, whether there is room for them or not. */
  #sizeOf(holding: Holding, { kind, value }: Target, price: number, held: number): number {
    return kind === "units" ? value - held : this.#sizeOfShare(holding, value, this.#equityAt(holding, price, held), price, held);
  }

  #sizeOfShare({ feed }: Holding, share: number, equity: number, price: number, held: number): number {
    return orderSize({ wanted: equity > 0 ? share : 0, equity, units: held, price, costs: this.#rules.costs, bars: feed.bars, row: feed.count - 1 });
  }

  /** A share that the leverage has no room for is cut to v = L·(E − costs) − G, G the worth of the other positions: a share L of the equity without G ÷ L. */
  #wantedUnits(holding: Holding, target: Target, price: number, held: number): number {
    const size = this.#sizeOf(holding, target, price, held);
    if (target.kind === "units" || this.#isAffordable(holding, size, price, held)) return size;
    const { leverage } = this.#rules.margin;
    const equity = this.#equityAt(holding, price, held);
    const cut = this.#sizeOfShare(holding, Math.sign(target.value) * leverage, equity - this.#others.grossOfOthers(holding) / leverage, price, held);
    // What the costs alone take away is no news.
    if (Math.abs(held + cut) < 0.99 * Math.abs(held + size)) this.#findings.add("margin-cut", { asset: holding.asset, row: this.#now.row, time: this.#now.time }, `room for ${target.value} of the equity within leverage ${leverage}`, `${((held + cut) * price) / equity} was left beside the other positions`);
    return cut;
  }

  #equityAt(holding: Holding, price: number, held: number): number {
    return this.#account.cash + (this.#others.netOfOthers(holding) + held * price);
  }

  #fill(holding: Holding, order: WorkingOrder, price: number): void {
    const { asset, feed, index, orders } = holding;
    const row = feed.count - 1;
    const held = this.#account.units[index]!;
    const isInside = price !== holding.open() || order.entryRow === row;
    // What a reduceOnly limit would reduce may have been opened after the bar was at its price.
    const isTooSoon = order.reduceOnly && order.type === "limit" && isInside && holding.openedInsideRow === row;
    let units = isTooSoon ? 0 : fillUnits(order, feed.bars.volume[row]!, this.#rules.fills, held, holding.takenIn(row));
    const lacksVolume = units === 0 && !isTooSoon && Number.isFinite(this.#rules.fills.maxVolumeShare) && !(feed.bars.volume[row]! > 0);
    if (lacksVolume && (!order.reduceOnly || order.side * held < 0)) this.#findings.add("order-waited", { asset, row: this.#now.row, time: this.#now.time, order: order.id }, "a volume to take a share of", `a volume of ${feed.bars.volume[row]}`);
    // A position sold off leaves no rounding behind.
    if (Math.abs(held + units) <= 1e-12 * Math.abs(units)) units = -held;
    if (units !== 0 && !this.#isAffordable(holding, units, price, held)) {
      this.#findings.add("order-rejected", { asset, row: this.#now.row, time: this.#now.time, order: order.id }, `positions of at most ${this.#rules.margin.leverage} times the equity`, `${units} units at ${price} would lead beyond`);
      endOrder(order, "rejected", "not enough margin", orders);
      return;
    }
    if (units !== 0) this.#book(holding, order, units, price);
    if (isInside && units * held >= 0 && units !== 0) holding.openedInsideRow = row;
    applyFill(order, units, price, row, isInside, orders);
    if (units !== 0 && orders.length > 1) endOrphans(orders, held + units);
  }

  #book(holding: Holding, order: WorkingOrder, units: number, price: number): void {
    const { asset, feed, index } = holding;
    const row = feed.count - 1;
    const before = this.#account.units[index]!;
    const paid = fillCosts(this.#rules.costs, units, price, feed.bars, row);
    this.#account.trade(index, units, price, paid.commission + paid.spread + paid.slippage);
    this.#others.follow(index, before);
    holding.take(row, units);
    this.fills.push({ asset, order: order.id, row: this.#now.row, time: this.#now.time, units, price, ...paid });
  }

  /** What makes a position smaller is always allowed; what makes it larger must keep within the leverage, costs included. */
  #isAffordable(holding: Holding, units: number, price: number, held: number): boolean {
    const after = held + units;
    if (Math.abs(after) <= Math.abs(held) && after * held >= 0) return true;
    const paid = fillCosts(this.#rules.costs, units, price, holding.feed.bars, holding.feed.count - 1);
    const equity = this.#equityAt(holding, price, held) - (paid.commission + paid.spread + paid.slippage);
    return isCovered(this.#rules.margin, this.#others.grossOfOthers(holding) + Math.abs(after) * price, equity);
  }
}

function isBusy(holding: Holding): boolean {
  return holding.feed.isNew && !holding.isDelisted && (holding.orders.length > 0 || holding.target !== undefined);
}

/** Whether units traded make a position smaller and do not turn it. */
function isSmaller(held: number, units: number): boolean {
  const after = held + units;
  return Math.abs(after) < Math.abs(held) && after * held >= 0;
}
