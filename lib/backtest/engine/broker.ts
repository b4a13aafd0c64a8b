import type { Account } from "../account/account.ts";
import type { Margin } from "../account/margin.ts";
import { BacktestError } from "../error.ts";
import type { Exits, OpenOrder, OrderId, OrderRequest } from "../orders/index.ts";
import type { Holding } from "./holding.ts";
import type { Now, OrderDesk } from "./orderDesk.ts";
import type { Bracket, Broker } from "./strategy.ts";

/** The account and the desk as a strategy may use them. What it calls may be taken out by name: `({ targetShare }) => …`. */
export class RunBroker implements Broker {
  readonly #account: Account;
  readonly #desk: OrderDesk;
  readonly #holdings: readonly Holding[];
  readonly #margin: Margin;
  readonly #now: Now;

  constructor(account: Account, desk: OrderDesk, holdings: readonly Holding[], margin: Margin, now: Now) {
    this.#account = account;
    this.#desk = desk;
    this.#holdings = holdings;
    this.#margin = margin;
    this.#now = now;
  }

  get cash(): number {
    return this.#account.cash;
  }

  get equity(): number {
    return this.#account.equity();
  }

  get leverage(): number {
    const gross = this.#account.gross();
    return gross === 0 ? 0 : gross / this.#account.equity();
  }

  readonly units = (asset?: string): number => this.#account.units[this.#desk.holding(asset).index]!;

  readonly submit = (order: OrderRequest): OrderId => this.#desk.submit(order);

  readonly cancel = (id: OrderId): void => this.#desk.cancel(id);

  readonly cancelAll = (asset?: string): void => {
    for (const holding of asset === undefined ? this.#holdings : [this.#desk.holding(asset)]) this.#desk.cancelAll(holding, "by the strategy");
  };

  readonly oco = (...orders: readonly OrderRequest[]): readonly OrderId[] => this.#desk.oco(orders);

  readonly bracket = (entry: OrderRequest, exits: Exits): Bracket => this.#desk.bracket(entry, exits);

  readonly targetShare = (asset: string, share: number, exits?: Exits): void => {
    const { leverage } = this.#margin;
    if (!(Math.abs(share) <= leverage)) throw new BacktestError(`targetShare of ${asset}: the share is ${share}; give a share of the equity from ${-leverage} to ${leverage}${leverage === 1 ? ", or the run a margin with more leverage" : ", the leverage of the margin"}`);
    if (exits !== undefined && share !== 0) this.#desk.checkExits({ asset, type: "market", units: share }, exits);
    this.#aim("share", asset, share, exits);
  };

  readonly targetUnits = (asset: string, units: number): void => {
    if (!Number.isFinite(units)) throw new BacktestError(`targetUnits of ${asset}: the units are ${units}; give a number, 0 for no position`);
    this.#aim("units", asset, units);
  };

  readonly openOrders = (asset?: string): readonly OpenOrder[] => (asset === undefined ? this.#holdings : [this.#desk.holding(asset)]).flatMap(({ orders }) => orders.map((order) => ({ ...order })));

  #aim(kind: "share" | "units", asset: string, value: number, exits?: Exits): void {
    this.#desk.aim(this.#desk.holding(asset), { kind, value, from: this.#now.time, decidedRow: this.#now.row, tag: "target", exits });
  }
}
