import type { DueAction } from "../account/actions.ts";
import type { Exits } from "../orders/bracketExits.ts";
import type { OrderId, WorkingOrder } from "../orders/order.ts";
import type { Delisting } from "./delisting.ts";
import type { Feed } from "./feed.ts";

/** A position that an asset is to be brought to at its next open. */
export type Target = { readonly kind: "share" | "units"; readonly value: number; /** Bars that open before this moment do not see it. */ readonly from: number; readonly decidedRow: number; readonly tag: string; /** Orders that get out again of the position it opens or turns. */ readonly exits?: Exits | undefined };

/** One asset in a run: the bars it is traded in, its open orders, and what will happen to it. */
export class Holding {
  readonly asset: string;
  readonly index: number;
  /** Its shortest interval: orders are filled in these bars. */
  readonly feed: Feed;
  readonly orders: WorkingOrder[] = [];
  readonly due: readonly DueAction[];
  readonly delisting: Delisting;
  isDelisted = false;
  target: Target | undefined;
  /** What of the last target still waits for volume. */
  targetOrder: OrderId = 0;
  /** Group of the exits of the target that opened or turned the position. */
  targetExits = 0;
  /** From when on the next split or dividend is due. */
  dueFrom: number;
  /** Row of the bar inside which its position was last opened or made larger. */
  openedInsideRow = -1;
  #nextAction = 0;
  #taken = 0;
  #takenRow = -1;

  constructor(index: number, feed: Feed, due: readonly DueAction[], delisting: Delisting) {
    this.asset = feed.symbol;
    this.index = index;
    this.feed = feed;
    this.due = due;
    this.delisting = delisting;
    this.dueFrom = due[0]?.from ?? Number.POSITIVE_INFINITY;
  }

  /** The next split or dividend, which is due. */
  takeAction(): DueAction {
    const next = this.due[this.#nextAction++]!;
    this.dueFrom = this.due[this.#nextAction]?.from ?? Number.POSITIVE_INFINITY;
    return next;
  }

  /** Units of either side that a bar has filled so far. */
  takenIn(row: number): number {
    return this.#takenRow === row ? this.#taken : 0;
  }

  /** Notes units that a bar has filled. */
  take(row: number, units: number): void {
    this.#taken = this.takenIn(row) + Math.abs(units);
    this.#takenRow = row;
  }

  /** When the bar that closed last opened. */
  openedAt(): number {
    return this.feed.openedAt();
  }

  /** When the bar that closed last closed. */
  closedAt(): number {
    return this.feed.bars.closeTime[this.feed.count - 1]!;
  }

  /** The price of the bar that closed last at which a position is worth least: the low of a long one, the high of a short one, its close where that is missing. */
  worstPrice(units: number): number {
    const { high, low } = this.feed.bars;
    const [row, close] = [this.feed.count - 1, this.close()];
    if (units > 0) return low[row]! > 0 ? Math.min(low[row]!, close) : close;
    return high[row]! < Number.POSITIVE_INFINITY ? Math.max(high[row]!, close) : close;
  }

  /** The open of the bar that closed last; NaN if it has none. */
  open(): number {
    return this.feed.bars.open[this.feed.count - 1]!;
  }

  close(): number {
    return this.feed.bars.close[this.feed.count - 1]!;
  }
}
