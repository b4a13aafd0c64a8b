import type { Bars, Interval } from "../bars.ts";

/** What a provider can give. */
export type Capabilities = {
  readonly intervals: readonly Interval[];
  readonly network: boolean;
  /** Real trades, or drawn by a generator. */
  readonly real: boolean;
};

export type SymbolInfo = { readonly symbol: string; readonly name: string; readonly interval: Interval; readonly from?: string; readonly to?: string };

export type BarsRequest = {
  readonly symbol: string;
  readonly interval?: Interval;
  /** First and last day, 2000-01-03, both inside. */
  readonly from?: string;
  readonly to?: string;
  /** Only for source "file". */
  readonly path?: string;
  /** Seed, only for source "generated". */
  readonly seed?: number;
};

/** One provider of bars. */
export type Source = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** The symbols that can be listed; empty for a source whose symbols cannot. */
  readonly symbols: () => Promise<readonly SymbolInfo[]>;
  readonly bars: (request: BarsRequest) => Promise<Bars>;
};
