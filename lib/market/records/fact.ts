import type { UtcMillis } from "../units.ts";

/** A number of a company's statements, as filed. A restated number is a fact of its own with a later `knownAt`. */
export type Fact = {
  readonly symbol: string;
  /** Name of the taxonomy: us-gaap/NetIncomeLoss. */
  readonly concept: string;
  readonly unit: string;
  /** First day of the period; none for a balance at a day. */
  readonly from?: string;
  /** Last day of the period, or the day of the balance. */
  readonly to: string;
  readonly value: number;
  /** 10-K, 10-Q, 8-K … */
  readonly form?: string;
  /** The moment of filing. */
  readonly knownAt: UtcMillis;
  /** The filing's number. */
  readonly filing?: string;
};
