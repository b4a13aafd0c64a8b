import { isoDate } from "../../market/bars.ts";
import type { OrderId } from "../orders/order.ts";
import type { BacktestFinding, FindingCode } from "../result.ts";

/** Findings of one kind that are kept one by one; of more, only the number. */
const KEPT = 100;

/** What a run finds, in the order of time. */
export class Findings {
  readonly #list: BacktestFinding[] = [];
  readonly #counts = new Map<FindingCode, number>();
  readonly #last = new Map<FindingCode, BacktestFinding>();

  add(code: FindingCode, where: { readonly asset: string; readonly row: number; readonly time: number; readonly order?: OrderId }, expected: string, got: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    const { asset, order, row, time } = where;
    const finding: BacktestFinding = { code, where: { asset, row, date: isoDate(time), ...(order === undefined ? {} : { order }) }, expected, got };
    if (count <= KEPT) this.#list.push(finding);
    else this.#last.set(code, finding);
  }

  list(): readonly BacktestFinding[] {
    const rest = [...this.#last].map(([code, { where, expected }]): BacktestFinding => ({ code: "and-more", where, expected: `${code}: ${expected}`, got: `${this.#counts.get(code)! - KEPT} more like this, the last one here` }));
    return [...this.#list, ...rest];
  }
}
