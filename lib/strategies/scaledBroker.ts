import type { Broker, OrderRequest } from "../backtest/index.ts";

/** A broker that trades a share of what is asked for, and remembers what was. */
export type ScaledBroker = {
  readonly broker: Broker;
  /** Shares of the equity that were asked for, by asset, as long as the position follows them. */
  readonly wanted: ReadonlyMap<string, number>;
};

/**
 * A broker whose positions are so many times as large as ordered. in: the real one, the exposure of an asset at this moment, from 0
 * What makes a position smaller, and orders that only reduce, are left as they are. An order of units without any exposure is not sent: its id is 0.
 */
export function scaledBroker(real: Broker, exposure: (asset: string) => number): ScaledBroker {
  const wanted = new Map<string, number>();
  const scaled = (order: OrderRequest): OrderRequest => {
    const held = real.units(order.asset);
    const isExit = order.reduceOnly === true || (order.units * held < 0 && Math.abs(order.units) <= Math.abs(held));
    return isExit ? order : { ...order, units: order.units * exposure(order.asset) };
  };
  const follow = (order: OrderRequest): OrderRequest => {
    wanted.delete(order.asset);
    return scaled(order);
  };
  const broker: Broker = {
    get cash() {
      return real.cash;
    },
    get equity() {
      return real.equity;
    },
    get leverage() {
      return real.leverage;
    },
    units: (asset) => real.units(asset),
    openOrders: (asset) => real.openOrders(asset),
    cancel: (id) => {
      if (id !== 0) real.cancel(id);
    },
    cancelAll: (asset) => {
      if (asset === undefined) wanted.clear();
      else wanted.delete(asset);
      real.cancelAll(asset);
    },
    submit: (order) => {
      const sent = follow(order);
      return sent.units === 0 && order.units !== 0 ? 0 : real.submit(sent);
    },
    oco: (...orders) => {
      const sent = orders.map(follow);
      return sent.some(({ units }, k) => units === 0 && orders[k]!.units !== 0) ? orders.map(() => 0) : real.oco(...sent);
    },
    bracket: (entry, exits) => {
      const sent = follow(entry);
      return sent.units === 0 && entry.units !== 0 ? { entry: 0 } : real.bracket(sent, exits);
    },
    targetShare: (asset, share) => {
      wanted.set(asset, share);
      real.targetShare(asset, share * exposure(asset));
    },
    targetUnits: (asset, units) => {
      wanted.delete(asset);
      real.targetUnits(asset, units * exposure(asset));
    },
  };
  return { broker, wanted };
}
