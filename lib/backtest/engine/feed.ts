import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { BAR_COLUMNS, type Bars, type Interval } from "../../market/bars.ts";
import { BacktestError } from "../error.ts";

/** The columns of a feed. */
export type FeedColumns = Pick<Bars, "closeTime" | "open" | "high" | "low" | "close" | "volume">;

/** One asset's bars of one interval as they come into a run: all that are stored, and how many of them have closed. */
export class Feed {
  readonly symbol: string;
  readonly interval: Interval;
  readonly provenance: string;
  /** The bars; in a forward test room for more lies behind `rows`. */
  bars: FeedColumns;
  /** Bars stored. */
  rows: number;
  /** Bars closed: the view ends here. */
  count = 0;
  isNew = false;
  columns: Readonly<Record<string, Float64Array>> = {};
  readonly #millis: number;

  constructor({ closeTime, close, high, interval, low, open, provenance, symbol, volume }: Bars) {
    this.symbol = symbol;
    this.interval = interval;
    this.provenance = provenance;
    this.bars = { closeTime, open, high, low, close, volume };
    this.rows = closeTime.length;
    this.#millis = INTERVAL_MILLIS[interval];
  }

  /** Stores one more bar, for which room is made. */
  append(bar: Readonly<Record<keyof FeedColumns, number>>): void {
    const row = this.rows++;
    if (row >= this.bars.closeTime.length) this.bars = mapColumns(this.bars, (column) => grown(column, row));
    for (const name of BAR_COLUMNS) this.bars[name][row] = bar[name];
  }

  /** The bars stored so far. */
  stored(): Bars {
    const { interval, provenance, rows, symbol } = this;
    return { symbol, interval, provenance, ...mapColumns(this.bars, (column) => column.subarray(0, rows)) };
  }

  /** Lets the next bar close if its time has come. */
  advance(time: number): void {
    this.isNew = this.count < this.rows && this.bars.closeTime[this.count]! === time;
    if (this.isNew) this.count++;
  }

  /** When the bar that closed last opened: at the close of the bar before it, or an interval before its own close if that is later. */
  openedAt(): number {
    const { closeTime } = this.bars;
    const full = closeTime[this.count - 1]! - this.#millis;
    return this.count > 1 ? Math.max(full, closeTime[this.count - 2]!) : full;
  }

  /** A value some bars back from the last one closed. */
  at(column: Float64Array, ago: number): number {
    const row = this.count - 1 - ago;
    if (ago >= 0 && row >= 0 && Number.isInteger(ago)) return column[row]!;
    throw new BacktestError(this.#refusal(ago));
  }

  #refusal(ago: number): string {
    const of = `the ${this.interval} bars of ${this.symbol}`;
    if (ago < 0) return `${of}: ${ago} bars ago is the future, which a strategy does not see; count back from 0, the bar that closed last`;
    if (!Number.isInteger(ago)) return `${of}: ${ago} bars ago is no bar; count back in whole numbers from 0`;
    return `${of}: ${ago} bars ago there was none, ${this.count} closed so far; give the strategy a warmUp, or ask count`;
  }
}

function mapColumns({ close, closeTime, high, low, open, volume }: FeedColumns, change: (column: Float64Array) => Float64Array): FeedColumns {
  return { closeTime: change(closeTime), open: change(open), high: change(high), low: change(low), close: change(close), volume: change(volume) };
}

/** The first rows of a column, with as much room again. */
function grown(column: Float64Array, rows: number): Float64Array {
  const larger = new Float64Array(Math.max(64, 2 * rows));
  larger.set(column.subarray(0, rows));
  return larger;
}
