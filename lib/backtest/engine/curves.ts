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
    const [net, gross] = [account.net(), account.gross()];
    const equity = account.cash + net;
    this.time[row] = time;
    this.equity[row] = equity;
    this.cash[row] = account.cash;
    this.positions[row] = net === 0 ? 0 : net / equity;
    this.leverage[row] = gross === 0 ? 0 : gross / equity;
    for (let k = 0; k < this.units.length; k++) this.units[k]![row] = account.units[k]!;
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
