import { BacktestError } from "../error.ts";
import { bracketExits, checkRequest, endOrder, nameOf, openOrder, type EndReason, type Exits, type OrderId, type OrderRequest, type WorkingOrder } from "../orders/index.ts";
import type { OrderRecord } from "../result.ts";
import type { Findings } from "./findings.ts";
import type { Holding, Target } from "./holding.ts";
import type { Bracket } from "./strategy.ts";

/** The moment of a run: its row in the result, and its time. */
export type Now = { row: number; time: number };

/** Takes orders, keeps those that wait with their asset, and remembers how each ended. */
export class OrderDesk {
  readonly records: OrderRecord[] = [];
  readonly #holdings: readonly Holding[];
  readonly #findings: Findings;
  readonly #now: Now;
  readonly #assets: readonly string[];
  readonly #byAsset: ReadonlyMap<string, Holding>;
  readonly #decidedRows: number[] = [-1];
  #groups = 0;

  constructor(holdings: readonly Holding[], findings: Findings, now: Now) {
    this.#holdings = holdings;
    this.#findings = findings;
    this.#now = now;
    this.#assets = holdings.map(({ asset }) => asset);
    this.#byAsset = new Map(holdings.map((holding) => [holding.asset, holding]));
  }

  holding(asset: string = this.#assets[0]!): Holding {
    const found = this.#byAsset.get(asset);
    if (found === undefined) throw new BacktestError(`there is no asset ${JSON.stringify(asset)}; the run has ${this.#assets.slice(0, 8).join(", ")}`);
    return found;
  }

  submit(request: OrderRequest, group = 0): OrderId {
    this.#check(request);
    return this.#take(request, group)?.id ?? this.#decidedRows.length - 1;
  }

  oco(requests: readonly OrderRequest[]): readonly OrderId[] {
    for (const request of requests) this.#check(request);
    const [first] = requests;
    const other = requests.find(({ asset }) => asset !== first?.asset);
    if (first === undefined || requests.length < 2) throw new BacktestError(`oco: ${requests.length} orders were given; one cancels the other, so give at least 2`);
    if (other !== undefined) throw new BacktestError(`oco: ${nameOf(other)} is not of ${first.asset}; give orders of one asset`);
    const group = ++this.#groups;
    return requests.map((request) => this.submit(request, group));
  }

  bracket(request: OrderRequest, exits: Exits): Bracket {
    this.#check(request);
    this.checkExits(request, exits);
    const entry = this.#take(request);
    if (entry === undefined) return { entry: this.#decidedRows.length - 1 };
    const made = bracketExits(request, entry, exits, this.#decidedRows.length, ++this.#groups);
    for (const exit of [made.stopLoss, made.takeProfit, made.trailing]) if (exit !== undefined) this.#keep(exit);
    const { stopLoss, takeProfit, trailing } = made;
    return { entry: entry.id, ...(stopLoss && { stopLoss: stopLoss.id }), ...(takeProfit && { takeProfit: takeProfit.id }), ...(trailing && { trailing: trailing.id }) };
  }

  cancel(id: OrderId): void {
    const holding = this.#holdings.find(({ orders }) => orders.some((order) => order.id === id));
    const order = holding?.orders.find((one) => one.id === id);
    if (holding === undefined || order === undefined) {
      if (id > 0 && id < this.#decidedRows.length) return;
      throw new BacktestError(`cancel: there is no order ${id}; give the number that submit returned`);
    }
    endOrder(order, "cancelled", "by the strategy", holding.orders);
    this.sweep(holding);
  }

  cancelAll(holding: Holding, reason: EndReason): void {
    holding.target = undefined;
    for (const order of holding.orders) endOrder(order, "cancelled", reason, holding.orders);
    this.sweep(holding);
  }

  /** Sets what an asset is to be brought to; a newer target takes the place of the one before, and of what is left of it. */
  aim(holding: Holding, target: Target): void {
    if (holding.isDelisted) {
      if (target.value !== 0) this.#reject(holding.asset);
      return;
    }
    holding.target = target;
    const rest = holding.targetOrder === 0 ? undefined : holding.orders.find(({ id }) => id === holding.targetOrder);
    if (rest !== undefined) {
      endOrder(rest, "cancelled", "replaced by a newer target", holding.orders);
      this.sweep(holding);
    }
    holding.targetOrder = 0;
  }

  /** Refuses exits that an entry cannot have. */
  checkExits(entry: OrderRequest, exits: Exits): void {
    bracketExits(entry, openOrder(entry, { id: 0, time: this.#now.time, lastClose: Number.NaN }), exits, 0, 0);
  }

  /** The market order that a target has become, its size now known; it was decided with the target. in: units to trade, units held */
  orderOfTarget(holding: Holding, { decidedRow, exits, from, tag }: Target, units: number, held: number): WorkingOrder {
    const request: OrderRequest = { asset: holding.asset, type: "market", units, tag };
    const order = this.#open(request);
    order.from = from;
    this.#decidedRows[order.id] = decidedRow;
    holding.orders.push(order);
    holding.targetOrder = order.id;
    if (held + units === 0) return order;
    if ((held + units) * held > 0) for (const exit of holding.orders) if (exit.group === holding.targetExits && exit.parent !== 0) [exit.units, exit.left] = [exit.filled - held - units, -held - units];
    if (exits !== undefined && (held + units) * held <= 0) this.#guard(holding, bracketExits(request, order, exits, this.#decidedRows.length, ++this.#groups), held, decidedRow);
    return order;
  }

  /** Exits for what is left of an entry once it has closed the position before it. */
  #guard(holding: Holding, { stopLoss, takeProfit, trailing }: ReturnType<typeof bracketExits>, held: number, decidedRow: number): void {
    holding.targetExits = this.#groups;
    for (const exit of [stopLoss, takeProfit, trailing]) {
      if (exit === undefined) continue;
      exit.units = exit.left = -held || 0;
      this.#keep(exit);
      this.#decidedRows[exit.id] = decidedRow;
    }
  }

  /** Puts away the orders of an asset that have ended. */
  sweep(holding: Holding): void {
    const { orders } = holding;
    let kept = 0;
    for (let k = 0; k < orders.length; k++) {
      const order = orders[k]!;
      if (order.end === "open") orders[kept++] = order;
      else this.records.push(this.#record(order));
    }
    orders.length = kept;
  }

  /** Every order so far, in the sequence of their numbers. */
  list(): OrderRecord[] {
    const waiting = this.#holdings.flatMap(({ orders }) => orders.map((order) => this.#record(order)));
    return [...this.records, ...waiting].sort((a, b) => a.id - b.id);
  }

  #take(request: OrderRequest, group = 0): WorkingOrder | undefined {
    const holding = this.holding(request.asset);
    const order = this.#open(request, group);
    if (!holding.isDelisted) {
      holding.orders.push(order);
      return order;
    }
    this.#reject(request.asset, order.id);
    order.end = "rejected";
    order.reason = "the asset was delisted";
    this.records.push(this.#record(order));
    return undefined;
  }

  #reject(asset: string, order?: OrderId): void {
    const where = { asset, row: this.#now.row, time: this.#now.time, ...(order !== undefined && { order }) };
    this.#findings.add("order-rejected", where, "an order for an asset that is still listed", `${asset} was delisted before`);
  }

  #check(request: OrderRequest): void {
    checkRequest(request, this.#assets, this.#now.time);
    if (request.type !== "trailing-stop" || this.holding(request.asset).feed.count > 0) return;
    throw new BacktestError(`${nameOf(request)}: no bar of ${request.asset} has closed yet, so that there is no price to trail; wait for the first`);
  }

  #open(request: OrderRequest, group = 0): WorkingOrder {
    const holding = this.holding(request.asset);
    const lastClose = holding.feed.count > 0 ? holding.close() : Number.NaN;
    const order = openOrder(request, { id: this.#decidedRows.length, time: this.#now.time, lastClose, group });
    this.#decidedRows.push(this.#now.row);
    return order;
  }

  #keep(order: WorkingOrder): void {
    this.#decidedRows.push(this.#now.row);
    this.holding(order.asset).orders.push(order);
  }

  #record({ asset, end, filled, id, reason, tag, type, units }: WorkingOrder): OrderRecord {
    return { id, asset, type, units, tag, decidedRow: this.#decidedRows[id]!, endRow: this.#now.row, filled, end, reason };
  }
}
