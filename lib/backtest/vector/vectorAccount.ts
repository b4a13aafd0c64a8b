import { isCovered, type Margin } from "../account/margin.ts";
import { fillCosts, orderSize, type Costs } from "../costs/index.ts";
import type { FillBars } from "../fills/index.ts";

/** Cash, units and tallies of one set's run. What a fill does to them is what the event engine books, without a record of it. */
export class VectorAccount {
  cash: number;
  units = 0;
  /** Commission, spread and slippage; borrowing and financing are added by the loop. */
  costs = 0;
  /** Value bought and sold. */
  traded = 0;
  /** Positions from flat to flat or to the other side, the one still held too; those that are over; those that won after costs. */
  trades = 0;
  closed = 0;
  wins = 0;
  /** What the present trade has brought so far, its costs taken off. */
  #result = 0;
  readonly #bars: FillBars;
  readonly #costs: Costs;
  readonly #margin: Margin;

  constructor(capital: number, bars: FillBars, costs: Costs, margin: Margin) {
    this.cash = capital;
    this.#bars = bars;
    this.#costs = costs;
    this.#margin = margin;
  }

  /** Brings the position to a share of the equity at a price, costs included. out: whether a position was opened or turned */
  aim(share: number, price: number, row: number): boolean {
    const held = this.units;
    const equity = this.cash + held * price;
    const sizeOf = (wanted: number) => orderSize({ wanted: equity > 0 ? wanted : 0, equity, units: held, price, costs: this.#costs, bars: this.#bars, row });
    const size = sizeOf(share);
    const units = this.#isAffordable(size, price, this.#paid(size, price, row)) ? size : sizeOf(Math.sign(share) * this.#margin.leverage);
    if (units === 0) return false;
    this.trade(units, price, row);
    return this.units !== held && this.#hasBegun(held);
  }

  /** Books units at a price, unless they would lead beyond the leverage. */
  trade(wanted: number, price: number, row: number): void {
    const held = this.units;
    // A position sold off leaves no rounding behind.
    const units = Math.abs(held + wanted) <= 1e-12 * Math.abs(wanted) ? -held : wanted;
    const after = held + units;
    const paid = this.#paid(units, price, row);
    if (!this.#isAffordable(units, price, paid)) return;
    this.cash -= units * price + paid;
    this.units = after;
    this.costs += paid;
    this.traded += Math.abs(units) * price;
    this.#tally(held, units, price, paid);
  }

  #paid(units: number, price: number, row: number): number {
    const { commission, slippage, spread } = fillCosts(this.#costs, units, price, this.#bars, row);
    return commission + spread + slippage;
  }

  /** What makes a position smaller is always allowed; what makes it larger must keep within the leverage, costs included. */
  #isAffordable(units: number, price: number, paid: number): boolean {
    const after = this.units + units;
    if (Math.abs(after) <= Math.abs(this.units) && after * this.units >= 0) return true;
    return isCovered(this.#margin, Math.abs(after) * price, this.cash + this.units * price - paid);
  }

  #tally(held: number, units: number, price: number, paid: number): void {
    const isClosing = held * units < 0;
    const closing = isClosing ? Math.min(Math.abs(units), Math.abs(held)) : 0;
    const share = closing / Math.abs(units);
    if (isClosing) this.#result += Math.sign(held) * closing * price - paid * share;
    if (isClosing && this.units * held <= 0) {
      this.closed++;
      if (this.#result > 0) this.wins++;
      this.#result = 0;
    }
    const opening = Math.abs(units) - closing;
    if (this.units === 0 || opening <= 0) return;
    if (this.#hasBegun(held)) this.trades++;
    this.#result -= Math.sign(this.units) * opening * price + paid * (1 - share);
  }

  /** Whether the position is another one than that held before: opened from flat, or turned. */
  #hasBegun(held: number): boolean {
    return this.units !== 0 && this.units * held <= 0;
  }
}
