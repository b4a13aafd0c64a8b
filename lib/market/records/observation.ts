import type { UtcMillis } from "../units.ts";

/** A number about a period: GDP of a quarter, the hash rate of a day. Revised numbers are observations of their own with a later `knownAt`. */
export type Observation = {
  readonly series: string;
  /** First moment of the period. */
  readonly time: UtcMillis;
  /** NaN where the source says that there is none. */
  readonly value: number;
  readonly unit?: string;
  /** The moment from which anybody could know this value. */
  readonly knownAt: UtcMillis;
};
