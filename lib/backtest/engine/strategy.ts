import type { Bars, Interval } from "../../market/bars.ts";
import type { RandomKey } from "../../random/index.ts";
import type { Exits } from "../orders/bracketExits.ts";
import type { OpenOrder, OrderId, OrderRequest } from "../orders/order.ts";

/** A number of bars back, 0 or above. A negative literal has no such type: −1 would be the bar that has not closed yet. */
export type Ago<N extends number> = `${N}` extends `-${string}` ? never : N;

/** The bars of one asset and interval that have closed, counted back from the last. There is no way from here to a later bar: an `ago` below 0, of `count` or more, or not whole throws. */
export type ClosedBars = {
  readonly symbol: string;
  readonly interval: Interval;
  /** How many bars have closed so far. */
  readonly count: number;
  /** Whether the last of them closed at this very moment. */
  readonly isNew: boolean;
  close<N extends number = 0>(ago?: Ago<N>): number;
  open<N extends number = 0>(ago?: Ago<N>): number;
  high<N extends number = 0>(ago?: Ago<N>): number;
  low<N extends number = 0>(ago?: Ago<N>): number;
  volume<N extends number = 0>(ago?: Ago<N>): number;
  closeTime<N extends number = 0>(ago?: Ago<N>): number;
  /** The last closes, oldest first, as a copy. in: how many, at most `count` */
  closes(length: number): Float64Array;
  /** A column that the strategy computed of these bars (`Strategy.columns`). */
  column<N extends number = 0>(name: string, ago?: Ago<N>): number;
};

/** Everything a strategy sees of the market at a moment. */
export type Market = {
  /** The moment, UTC milliseconds: the close of the bars that are new. */
  readonly time: number;
  readonly assets: readonly string[];
  /** Closed bars of an asset; of the first one, and of its shortest interval, unless named. */
  of(asset?: string, interval?: Interval): ClosedBars;
};

/** Ids of the orders of a bracket. The exits begin with the entry's first fill, hold its filled units, and one cancels the others. */
export type Bracket = { readonly entry: OrderId; readonly stopLoss?: OrderId; readonly takeProfit?: OrderId; readonly trailing?: OrderId };

/** A strategy's hand on its account. What is ordered at a moment is filled from the next bar on. */
export type Broker = {
  readonly cash: number;
  /** Cash and the worth of all positions at their last closes. */
  readonly equity: number;
  /** Worth of all positions, long and short, ÷ equity. */
  readonly leverage: number;
  /** Units held; of the first asset unless named. Below 0: sold short. */
  units(asset?: string): number;
  submit(order: OrderRequest): OrderId;
  cancel(id: OrderId): void;
  cancelAll(asset?: string): void;
  /** Orders of which one filled cancels the others. */
  oco(...orders: readonly OrderRequest[]): readonly OrderId[];
  /** An entry with the orders that get out of it again. */
  bracket(entry: OrderRequest, exits: Exits): Bracket;
  /**
   * Brings an asset to a share of the equity at its next open, costs included; −1 is short with the whole equity. A newer target of the asset replaces it.
   * Where it opens or turns the position, it is the entry of a bracket with the exits given; they end with the position.
   * Where it makes the position larger or smaller, the exits that a target gave it go on at their prices for the new size.
   */
  targetShare(asset: string, share: number, exits?: Exits): void;
  /** Brings an asset to a number of units at its next open. A newer target of the asset replaces it. */
  targetUnits(asset: string, units: number): void;
  openOrders(asset?: string): readonly OpenOrder[];
};

/** What a run gives a strategy when it starts. */
export type Start = { readonly assets: readonly string[]; readonly key: RandomKey };

/** Called at every moment at which a bar closed. */
export type Decide = (market: Market, broker: Broker) => void;

/**
 * A trading rule. The same object runs in a backtest, a forward test and on paper, any number of times:
 * what it remembers lives in the function that `start` returns, so that each run begins anew.
 */
export type Strategy = {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, number | string | boolean>>;
  /** Bars of every asset that must have closed before the first decision. Default 0: an asset that begins later has no bar yet, and `count` 0. */
  readonly warmUp?: number;
  /** Columns of an asset's bars, one value a bar, each from bars up to its own. The look-ahead detector tries them on a few cuts before the run. */
  readonly columns?: (bars: Bars) => Readonly<Record<string, Float64Array>>;
  readonly start: (given: Start) => Decide;
};

/**
 * A strategy made from the bars of the run, for one that computes something of all of them at once that `columns` of one asset cannot hold: a hedge, a fitted model.
 * The look-ahead check makes it anew from fewer bars and compares what it decides. It must give the same strategy for the same bars.
 */
export type StrategyOfBars = (bars: readonly Bars[]) => Strategy;
