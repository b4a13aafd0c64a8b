import type { Account } from "../account/account.ts";

/** The arrays of a result, one value a row, with room for the rows of the run; they grow in a forward test. */
export class Curves {
  rows = 0;
  time: Float64Array;
  equity: Float64Array;
  cash: Float64Array;
  positions: Float64Array;
  leverage: Float64Array;
  units: Float64Array[];

  /** `time` may hold the moments already, where they are known. */
  constructor(time: Float64Array, assets: number) {
    const capacity = time.length;
    this.time = time;
    this.equity = new Float64Array(capacity);
    this.cash = new Float64Array(capacity);
    this.positions = new Float64Array(capacity);
    this.leverage = new Float64Array(capacity);
    this.units = Array.from({ length: assets }, () => new Float64Array(capacity));
  }

  /** Notes a moment. out: the equity */
  note(time: number, account: Account): number {
    const row = this.rows++;
    if (row === this.time.length) this.#grow();
    const { cash, marks, units } = account;
    let [net, gross] = [0, 0];
    for (let k = 0; k < units.length; k++) {
      const held = units[k]!;
      if (held === 0) continue;
      const worth = held * marks[k]!;
      net += worth;
      gross += Math.abs(worth);
      this.units[k]![row] = held;
    }
    const equity = cash + net;
    this.time[row] = time;
    this.equity[row] = equity;
    this.cash[row] = cash;
    if (gross === 0) return equity;
    this.positions[row] = net / equity;
    this.leverage[row] = gross / equity;
    return equity;
  }

  #grow(): void {
    const larger = (column: Float64Array): Float64Array => {
      const grown = new Float64Array(Math.max(64, 2 * column.length));
      grown.set(column);
      return grown;
    };
    this.time = larger(this.time);
    this.equity = larger(this.equity);
    this.cash = larger(this.cash);
    this.positions = larger(this.positions);
    this.leverage = larger(this.leverage);
    this.units = this.units.map(larger);
  }
}
