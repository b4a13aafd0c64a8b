import type { UtcMillis } from "../units.ts";

/** New shares for old ones. It changes prices from `exTime` on: the first moment of the exchange's ex-day, in UTC. */
export type ShareSplit = { readonly kind: "split"; readonly symbol: string; readonly exTime: UtcMillis; /** New shares for one old: 4 for 4:1, 0.1 for 1:10. */ readonly ratio: number };

/** Money for each share held before `exTime`, the first moment of the exchange's ex-day, in UTC. */
export type Dividend = {
  readonly kind: "dividend";
  readonly symbol: string;
  readonly exTime: UtcMillis;
  /** In the currency of the prices, a share. */
  readonly amount: number;
  /** The moment whose shares the amount is for, where a source has divided it by the splits until then, as Yahoo does. Left out: those of the ex-day, as it was paid. */
  readonly countedAt?: UtcMillis;
};

/** A split or a dividend. */
export type CorporateAction = ShareSplit | Dividend;
