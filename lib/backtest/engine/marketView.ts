import type { Interval } from "../../market/bars.ts";
import { BacktestError } from "../error.ts";
import { ClosedBarsView } from "./closedBars.ts";
import type { Feed } from "./feed.ts";
import type { Holding } from "./holding.ts";
import type { Now } from "./orderDesk.ts";
import type { ClosedBars, Market } from "./strategy.ts";

/** The feeds of a run as a strategy sees them. */
export class MarketView implements Market {
  readonly assets: readonly string[];
  readonly #now: Now;
  readonly #first: ClosedBars;
  readonly #traded: ReadonlyMap<string, ClosedBars>;
  readonly #all: ReadonlyMap<string, ClosedBars>;

  constructor(feeds: readonly Feed[], holdings: readonly Holding[], now: Now) {
    this.assets = Object.freeze(holdings.map(({ asset }) => asset));
    this.#now = now;
    const views = new Map(feeds.map((feed) => [feed, new ClosedBarsView(feed)]));
    this.#traded = new Map(holdings.map(({ asset, feed }) => [asset, views.get(feed)!]));
    this.#all = new Map([...views].map(([{ interval, symbol }, view]) => [`${symbol} ${interval}`, view]));
    this.#first = views.get(holdings[0]!.feed)!;
  }

  get time(): number {
    return this.#now.time;
  }

  readonly of = (asset?: string, interval?: Interval): ClosedBars => {
    if (asset === undefined && interval === undefined) return this.#first;
    const found = interval === undefined ? this.#traded.get(asset!) : this.#all.get(`${asset ?? this.assets[0]} ${interval}`);
    if (found !== undefined) return found;
    throw new BacktestError(`there are no ${interval === undefined ? "" : `${interval} `}bars of ${JSON.stringify(asset)}; the run has ${[...this.#all.keys()].slice(0, 8).join(", ")}`);
  };
}
