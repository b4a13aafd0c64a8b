import type { MarginOptions } from "../account/margin.ts";
import type { CostOptions } from "../costs/index.ts";
import type { FillOptions } from "../fills/index.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/records/corporateAction.ts";
import type { RandomKey } from "../../random/index.ts";
import type { Delistings } from "./delisting.ts";
import type { Strategy, StrategyOfBars } from "./strategy.ts";

/** What a run is told. */
export type RunOptions = {
  /** Bars of any number of assets and intervals. An asset is traded in the bars of its shortest interval; the longer ones are for the strategy to look at. */
  readonly bars: Bars | readonly Bars[];
  readonly strategy: Strategy | StrategyOfBars;
  /** For strategies that draw numbers, and for the cuts of the look-ahead check. Default: seed 0. */
  readonly key?: RandomKey;
  /** Money at the start. Default 100,000. */
  readonly capital?: number;
  readonly costs?: CostOptions;
  readonly fills?: FillOptions;
  readonly margin?: MarginOptions;
  /** Splits and dividends of bars that hold prices as they traded. Left out for adjusted bars, in whose prices they are. */
  readonly actions?: readonly CorporateAction[];
  /** The moment from which an asset is listed no more, by asset, with its delisting return where it is known: its position is closed at its last close by then, changed by that return. */
  readonly delistings?: Delistings;
  /** Whether the strategy is tried for look-ahead first: its columns and its decisions, on some thousand bars. It runs several times for that: "off" where it prints or gathers something. Default "on". */
  readonly leakCheck?: "on" | "off";
  /** Stops the run with an error; looked at where `onProgress` is called. */
  readonly signal?: AbortSignal;
  /** Called now and then with the share of the run that is done. */
  readonly onProgress?: (share: number) => void;
};

/** The bars of a run as a list. */
export function barsGiven({ bars }: Pick<RunOptions, "bars">): readonly Bars[] {
  return "closeTime" in bars ? [bars] : bars;
}
