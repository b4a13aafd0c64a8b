import { brokerThrough, type Broker, type Exits, type OrderRequest } from "../backtest/index.ts";

/** A share of the equity that was asked for, with the exits of its position. */
export type Wanted = { readonly share: number; readonly exits?: Exits | undefined };

/** A broker that trades a share of what is asked for, and remembers what was. */
export type ScaledBroker = {
  readonly broker: Broker;
  /** Shares of the equity that were asked for, by asset, as long as the position follows them. */
  readonly wanted: ReadonlyMap<string, Wanted>;
};

/**
 * A broker whose positions are so many times as large as ordered. in: the real one, the exposure of an asset at this moment, from 0
 * What makes a position smaller, and orders that only reduce, are left as they are; of an order that turns a position, what goes beyond 0 is scaled. Exits stand where they were asked for.
 * An order of units without any exposure is not sent: its id is 0.
 */
export function scaledBroker(real: Broker, exposure: (asset: string) => number): ScaledBroker {
  const wanted = new Map<string, Wanted>();
  const follow = (order: OrderRequest): OrderRequest => {
    wanted.delete(order.asset);
    const closing = order.reduceOnly === true ? order.units : closingUnits(order.units, real.units(order.asset));
    return closing === order.units ? order : { ...order, units: closing + (order.units - closing) * exposure(order.asset) };
  };
  const broker = brokerThrough(real, {
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
    targetShare: (asset, share, exits) => {
      wanted.set(asset, { share, exits });
      real.targetShare(asset, share * exposure(asset), exits);
    },
    targetUnits: (asset, units) => {
      wanted.delete(asset);
      real.targetUnits(asset, units * exposure(asset));
    },
  });
  return { broker, wanted };
}

/** Of an order's units, those that bring the position towards 0. in: units ordered, units held */
function closingUnits(units: number, held: number): number {
  if (units * held >= 0) return 0;
  return Math.abs(units) <= Math.abs(held) ? units : -held;
}
