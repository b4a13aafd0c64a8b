import type { Broker } from "./strategy.ts";

/** What a strategy reads of its broker; all else is something it asks for. */
type Read = "cash" | "equity" | "leverage" | "units" | "openOrders";

/** Everything that can be asked of a broker. A call that the broker gains has to be written here by everyone who stands between it and a strategy. */
export type Asks = Omit<Broker, Read>;

/** A broker seen through another one: it shows what the real one shows, and what it is asked for goes its own way. */
export function brokerThrough(real: Broker, asks: Asks): Broker {
  return {
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
    ...asks,
  };
}
