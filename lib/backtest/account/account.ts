import type { DueAction } from "./actions.ts";
import { YEAR_MILLIS } from "./yearMillis.ts";

/** Cash and units of a run, valued at each asset's mark: its last known price, 0 before the first. */
export class Account {
  cash: number;
  readonly units: Float64Array;
  readonly marks: Float64Array;
  /** Money paid so far for short positions, and for cash below 0. */
  borrow = 0;
  financing = 0;
  /** Dividends received less those paid on short positions. */
  dividends = 0;

  constructor(cash: number, assets: number) {
    this.cash = cash;
    this.units = new Float64Array(assets);
    this.marks = new Float64Array(assets);
  }

  /** Worth of all positions, shorts negative. */
  net(): number {
    let worth = 0;
    for (let k = 0; k < this.units.length; k++) worth += this.units[k]! * this.marks[k]!;
    return worth;
  }

  /** Worth of all positions, longs and shorts added. */
  gross(): number {
    let worth = 0;
    for (let k = 0; k < this.units.length; k++) worth += Math.abs(this.units[k]! * this.marks[k]!);
    return worth;
  }

  equity(): number {
    return this.cash + this.net();
  }

  trade(asset: number, units: number, price: number, costs: number): void {
    this.cash -= units * price + costs;
    this.units[asset]! += units;
  }

  /** A split changes units and price, not worth; a dividend moves cash. */
  apply(asset: number, { amount, ratio }: DueAction): void {
    this.units[asset]! *= ratio;
    this.marks[asset]! /= ratio;
    const paid = this.units[asset]! * amount;
    this.cash += paid;
    this.dividends += paid;
  }

  /** Takes what short positions and borrowed cash cost for some milliseconds; rates are shares a year of 365 days. Marks are those of the moment. */
  carry(millis: number, borrowRate: number, financingRate: number): void {
    const years = millis / YEAR_MILLIS;
    const financing = this.cash < 0 ? -this.cash * financingRate * years : 0;
    let short = 0;
    if (borrowRate > 0) for (let k = 0; k < this.units.length; k++) if (this.units[k]! < 0) short -= this.units[k]! * this.marks[k]!;
    const borrow = short * borrowRate * years;
    this.financing += financing;
    this.borrow += borrow;
    this.cash -= financing + borrow;
  }
}
