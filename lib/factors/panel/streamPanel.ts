import { BAR_COLUMNS, type Interval } from "../../market/bars.ts";
import { lineOf } from "../barLines.ts";
import { compile, type Program } from "../engine/program.ts";
import { FactorError } from "../error.ts";
import { parseFactorId } from "../factorId.ts";
import { factorIds } from "../factorSets.ts";
import { checkRow } from "../inputs.ts";
import type { Bar, BesideBar } from "../streamFactors.ts";
import { groupNumbers, symbolsOf, type Groups } from "./panel.ts";
import { PanelComputation, type Member } from "./panelComputation.ts";

export type PanelStreamOptions = { readonly ids?: readonly string[]; readonly interval: Interval; readonly groups?: Groups };

/** Rows between two moves of the buffers; memory does not grow. */
const ROOM = 64;

/** Factors of many assets whose bars arrive moment by moment. The values are those of `computePanel` on all bars so far. */
export function streamPanel(options: PanelStreamOptions): PanelStream {
  return new PanelStream(options);
}

/** The state of a panel's factors behind the bars so far. Assets may join and leave at any moment. */
export class PanelStream {
  readonly names: readonly string[];
  readonly #program: Program;
  readonly #computation: PanelComputation;
  readonly #values = new Map<string, Float64Array>();
  /** Bars of each asset so far. */
  readonly #rows = new Map<string, number>();
  #moment = -Infinity;
  #momentBefore = -Infinity;
  /** Assets with a bar at the newest moment. */
  #present: readonly string[] = [];

  constructor({ groups = {}, ids = factorIds("alpha101", { groupings: Object.keys(groups) }), interval }: PanelStreamOptions) {
    this.names = ids;
    this.#program = compile(ids.map(parseFactorId).map((parsed) => lineOf(parsed, interval, () => true)));
    this.#computation = new PanelComputation(this.#program, ROOM, groupNumbers(groups));
  }

  /** Takes all bars that close at the next moment, by symbol, and returns the values of these assets in the order of the names. They are overwritten by the next bars. */
  append(bars: Readonly<Record<string, Bar>>, beside: Readonly<Record<string, BesideBar>> = {}): Readonly<Record<string, Float64Array>> {
    const moment = this.#check(bars, beside, this.#moment);
    this.#momentBefore = this.#moment;
    return this.#take(bars, beside, moment);
  }

  /** Takes other states of the newest bars, while they are unfinished or when one is corrected: again all bars of that moment. */
  replaceLast(bars: Readonly<Record<string, Bar>>, beside: Readonly<Record<string, BesideBar>> = {}): Readonly<Record<string, Float64Array>> {
    if (this.#present.length === 0) throw new FactorError("the panel has no bars to replace. Append some first.");
    const moment = this.#check(bars, beside, this.#momentBefore);
    for (const symbol of this.#present) {
      this.#computation.asset(symbol).restore();
      this.#rows.set(symbol, this.#rows.get(symbol)! - 1);
    }
    return this.#take(bars, beside, moment);
  }

  #check(bars: Readonly<Record<string, Bar>>, beside: Readonly<Record<string, BesideBar>>, timeBefore: number): number {
    const symbols = symbolsOf(bars);
    if (symbols.length === 0) throw new FactorError("no bars were given. Give those that close at one moment, by symbol.");
    const moment = bars[symbols[0]!]!.closeTime;
    for (const symbol of symbols) {
      checkRow(bars[symbol]!, this.#rows.get(symbol) ?? 0, timeBefore, symbol);
      if (bars[symbol]!.closeTime !== moment) throw new FactorError(`the bars of ${symbols[0]} and ${symbol} close at different moments. Append the bars of one moment at a time, the earlier first.`);
      const missing = this.#program.sources.find(({ name }) => sourceOf(name, bars[symbol]!, beside[symbol]) === undefined);
      if (missing) throw new FactorError(`a bar of ${symbol} comes without "${missing.name}", which one of the factors reads. Give it beside the bars, NaN where it is not known.`);
    }
    return moment;
  }

  #take(bars: Readonly<Record<string, Bar>>, beside: Readonly<Record<string, BesideBar>>, moment: number): Readonly<Record<string, Float64Array>> {
    const symbols = symbolsOf(bars);
    const members = symbols.map((symbol): Member => ({ symbol, computation: this.#computation.asset(symbol), count: 1 }));
    for (const { computation, symbol } of members) {
      computation.reserve(1);
      computation.save();
      for (const { name, place } of computation.sources) computation.buffer(place)[computation.cursor] = sourceOf(name, bars[symbol]!, beside[symbol])!;
    }
    const all = Int32Array.from(members, (_, k) => k);
    this.#computation.run({ members, moments: 1, starts: Int32Array.of(0, members.length), who: all, rows: new Int32Array(members.length) });
    for (const { computation, symbol } of members) {
      const values = this.#valuesOf(symbol);
      for (const [k, place] of this.#program.results.entries()) values[k] = computation.buffer(place)[computation.cursor]!;
      computation.advance(1);
      this.#rows.set(symbol, (this.#rows.get(symbol) ?? 0) + 1);
    }
    this.#moment = moment;
    this.#present = symbols;
    return Object.fromEntries(symbols.map((symbol) => [symbol, this.#valuesOf(symbol)]));
  }

  #valuesOf(symbol: string): Float64Array {
    const values = this.#values.get(symbol) ?? new Float64Array(this.names.length);
    this.#values.set(symbol, values);
    return values;
  }
}

function sourceOf(name: string, bar: Bar, beside: BesideBar | undefined): number | undefined {
  const column = BAR_COLUMNS.find((each) => each === name);
  return column === undefined ? beside?.[name] : bar[column];
}
