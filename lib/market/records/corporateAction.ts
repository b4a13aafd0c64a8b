import type { UtcMillis } from "../units.ts";

/** A split or a dividend. It changes prices from `exTime` on: the first moment of the exchange's ex-day, in UTC. */
export type CorporateAction =
  | { readonly kind: "split"; readonly symbol: string; readonly exTime: UtcMillis; /** New shares for one old: 4 for 4:1, 0.1 for 1:10. */ readonly ratio: number }
  | { readonly kind: "dividend"; readonly symbol: string; readonly exTime: UtcMillis; /** In the currency of the prices, a share, as paid then. */ readonly amount: number };
