import type { UtcMillis } from "../units.ts";

/** A piece of news. */
export type NewsItem = {
  /** Unique within its source. */
  readonly id: string;
  /** Of publication. */
  readonly time: UtcMillis;
  readonly title: string;
  readonly summary?: string;
  readonly url?: string;
  readonly publisher?: string;
  readonly symbols: readonly string[];
  /** −1 … 1 by the source's own model, where it has one. */
  readonly sentiment?: number;
};
