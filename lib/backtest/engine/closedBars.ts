import type { Interval } from "../../market/bars.ts";
import { BacktestError } from "../error.ts";
import type { Feed } from "./feed.ts";
import type { ClosedBars } from "./strategy.ts";

/** A feed as a strategy sees it: values behind the last closed bar cannot be asked for. What it calls may be taken out by name: `const { close } = market.of()`. */
export class ClosedBarsView implements ClosedBars {
  readonly #feed: Feed;

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  get symbol(): string {
    return this.#feed.symbol;
  }

  get interval(): Interval {
    return this.#feed.interval;
  }

  get count(): number {
    return this.#feed.count;
  }

  get isNew(): boolean {
    return this.#feed.isNew;
  }

  readonly close = (ago = 0): number => this.#feed.at(this.#feed.bars.close, ago);

  readonly open = (ago = 0): number => this.#feed.at(this.#feed.bars.open, ago);

  readonly high = (ago = 0): number => this.#feed.at(this.#feed.bars.high, ago);

  readonly low = (ago = 0): number => this.#feed.at(this.#feed.bars.low, ago);

  readonly volume = (ago = 0): number => this.#feed.at(this.#feed.bars.volume, ago);

  readonly closeTime = (ago = 0): number => this.#feed.at(this.#feed.bars.closeTime, ago);

  readonly closes = (length: number): Float64Array => {
    const { bars, count, symbol } = this.#feed;
    if (!(Number.isInteger(length) && length >= 0 && length <= count)) throw new BacktestError(`closes of ${symbol}: ${length} were asked for, ${count} bars have closed; ask for 0 to ${count}`);
    return bars.close.slice(count - length, count);
  };

  readonly column = (name: string, ago = 0): number => {
    const column = this.#feed.columns[name];
    if (column === undefined) throw new BacktestError(`${this.#feed.symbol} has no column "${name}"; the strategy's columns are: ${Object.keys(this.#feed.columns).join(", ") || "none"}`);
    return this.#feed.at(column, ago);
  };
}
