import type { Account } from "../account/account.ts";
import type { Holding } from "./holding.ts";
import type { Now } from "./orderDesk.ts";

/**
 * What all positions are worth at the open of a bar: each at its asset's own open if that asset opened by then, else at its last close.
 * Counted anew when the moment or the open is another one, and kept up with each fill in between, so that sizing an order does not walk over all assets.
 */
export class WorthAtOpen {
  readonly #account: Account;
  readonly #holdings: readonly Holding[];
  readonly #now: Now;
  readonly #prices: Float64Array;
  #row = -1;
  #openedAt = Number.NaN;
  #net = 0;
  #gross = 0;

  constructor(account: Account, holdings: readonly Holding[], now: Now) {
    this.#account = account;
    this.#holdings = holdings;
    this.#now = now;
    this.#prices = new Float64Array(holdings.length);
  }

  /** Worth of the other positions at an asset's open, shorts negative. */
  netOfOthers(holding: Holding): number {
    if (this.#holdings.length === 1) return 0;
    this.#count(holding);
    return this.#net - this.#own(holding.index);
  }

  /** Worth of the other positions at an asset's open, longs and shorts added. */
  grossOfOthers(holding: Holding): number {
    if (this.#holdings.length === 1) return 0;
    this.#count(holding);
    return this.#gross - Math.abs(this.#own(holding.index));
  }

  /** Follows a fill that the account has booked. in: the asset, the units it held before */
  follow(asset: number, before: number): void {
    if (this.#row !== this.#now.row) return;
    const [after, price] = [this.#account.units[asset]!, this.#prices[asset]!];
    this.#net += (after - before) * price;
    this.#gross += (Math.abs(after) - Math.abs(before)) * price;
  }

  #own(asset: number): number {
    return this.#account.units[asset]! * this.#prices[asset]!;
  }

  #count(holding: Holding): void {
    const openedAt = holding.openedAt();
    if (this.#row === this.#now.row && this.#openedAt === openedAt) return;
    this.#row = this.#now.row;
    this.#openedAt = openedAt;
    this.#net = this.#gross = 0;
    for (let k = 0; k < this.#holdings.length; k++) {
      const other = this.#holdings[k]!;
      const isOpen = other.feed.isNew && other.open() > 0 && other.openedAt() <= openedAt;
      this.#prices[k] = isOpen ? other.open() : this.#account.marks[k]!;
      const worth = this.#own(k);
      this.#net += worth;
      this.#gross += Math.abs(worth);
    }
  }
}
