import { YEAR_MILLIS } from "../account/yearMillis.ts";
import type { FillBars } from "../fills/index.ts";
import { BacktestError } from "../error.ts";
import { exitPrice } from "./exitPrice.ts";
import type { VectorAccount } from "./vectorAccount.ts";

/** What one run takes: wanted positions, its exits as shares of the entry's price (0 for none), what units short and cash below 0 cost a year. */
export type Simulation = {
  /** The rule and its set, for messages. */
  readonly name: string;
  readonly wanted: Float64Array;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly isTouch: boolean;
  readonly borrowRate: number;
  readonly financingRate: number;
};

/**
 * The event engine's moments as one loop, for wanted positions in one asset: what was decided at a close is traded at the next bar with an open,
 * exits inside the bars, the account is marked, borrowing is paid, ruin ends it, the next position is decided.
 * in: bars [N], an account that is flat  out: `equity` [N] at each close; bars with a position; whether it was ruined
 */
export function simulate(bars: FillBars, account: VectorAccount, { borrowRate, financingRate, isTouch, name, stopLoss, takeProfit, wanted }: Simulation, equity: Float64Array): { readonly held: number; readonly isRuined: boolean } {
  const { close, closeTime, high, low, open } = bars;
  const hasExits = stopLoss > 0 || takeProfit > 0;
  const carries = borrowRate > 0 || financingRate > 0;
  const count = close.length;
  let [cash, units, position, target] = [account.cash, 0, 0, Number.NaN];
  let [stop, limit] = [Number.NaN, Number.NaN];
  let heldRows = 0;
  let isRuined = false;
  for (let t = 0; t < count; t++) {
    if (target === target && open[t]! > 0) {
      const price = open[t]!;
      if (account.aim(target, price, t)) {
        const side = account.units > 0 ? 1 : -1;
        stop = stopLoss > 0 ? price * (1 - side * stopLoss) : Number.NaN;
        limit = takeProfit > 0 ? price * (1 + side * takeProfit) : Number.NaN;
      }
      ({ cash, units } = account);
      target = Number.NaN;
    }
    if (hasExits && units !== 0) {
      const price = exitPrice(units > 0 ? 1 : -1, stop, limit, open[t]!, high[t]!, low[t]!, isTouch);
      if (price === price) {
        account.trade(-units, price, t);
        ({ cash, units } = account);
      }
    }
    if (carries && t > 0) cash = carry(account, close[t]!, closeTime[t]! - closeTime[t - 1]!, borrowRate, financingRate);
    const worth = cash + units * close[t]!;
    equity[t] = worth;
    if (units !== 0) heldRows++;
    if (worth <= 0 && !isRuined) {
      isRuined = true;
      target = units === 0 ? Number.NaN : 0;
    }
    if (isRuined || wanted[t] === position) continue;
    position = target = wanted[t]!;
    if (!(position >= -1 && position <= 1) || (hasExits && !Number.isInteger(position))) throw new BacktestError(`${name}: ${refusal(position, t, hasExits)}`);
  }
  return { held: heldRows, isRuined };
}

/** Takes what short units and borrowed cash cost for some milliseconds, at the close. out: cash */
function carry(account: VectorAccount, close: number, millis: number, borrowRate: number, financingRate: number): number {
  const financing = account.cash < 0 ? (-account.cash * financingRate * millis) / YEAR_MILLIS : 0;
  const borrow = account.units < 0 ? (-account.units * close * borrowRate * millis) / YEAR_MILLIS : 0;
  account.costs += financing + borrow;
  account.cash -= financing + borrow;
  return account.cash;
}

function refusal(position: number, row: number, hasExits: boolean): string {
  const expected = hasExits ? "with a stop loss or take profit a rule wants -1, 0 or 1" : "a rule wants a share of the equity from -1 to 1";
  return `the position of row ${row} is ${position}; ${expected}`;
}
