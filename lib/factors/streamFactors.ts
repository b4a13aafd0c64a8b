import { BAR_COLUMNS, type BarColumn, type Interval } from "../market/bars.ts";
import { lineOf } from "./barLines.ts";
import { Computation } from "./engine/computation.ts";
import { compile, type Program } from "./engine/program.ts";
import { FactorError } from "./error.ts";
import { parseFactorId } from "./factorId.ts";
import { factorIds } from "./factorSets.ts";
import { checkRow } from "./inputs.ts";

/** One bar. */
export type Bar = Readonly<Record<BarColumn, number>>;
/** Values of references and quotes at the close of a bar, by the name of their source: "spy.close", "quotes.bid". */
export type BesideBar = Readonly<Record<string, number>>;

export type StreamOptions = { readonly ids?: readonly string[]; readonly interval: Interval; readonly symbol?: string };

/** Rows between two moves of the buffers; memory does not grow. */
const ROOM = 256;

/** Factors of bars that arrive one at a time. The values are those of `computeFactors` on all bars so far. */
export function streamFactors(options: StreamOptions): FactorStream {
  return new FactorStream(options);
}

/** The state of many factors behind the bars so far. */
export class FactorStream {
  readonly names: readonly string[];
  /** Values behind the newest bar, in the order of the names; NaN before the warm-up. Overwritten by the next bar. */
  readonly values: Float64Array;
  readonly #symbol: string;
  readonly #program: Program;
  readonly #computation: Computation;
  /** Bars so far. */
  #rows = 0;
  #closeTime = -Infinity;
  #timeBefore = -Infinity;

  constructor({ ids = factorIds(), interval, symbol = "the stream" }: StreamOptions) {
    this.names = ids;
    this.values = new Float64Array(ids.length).fill(Number.NaN);
    this.#symbol = symbol;
    this.#program = compile(ids.map(parseFactorId).map((parsed) => lineOf(parsed, interval, () => true)));
    this.#computation = new Computation(this.#program, ROOM);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Takes the next bar and returns the values behind it. */
  append(bar: Bar, beside: BesideBar = {}): Float64Array {
    checkRow(bar, this.#rows, this.#closeTime, this.#symbol);
    this.#timeBefore = this.#closeTime;
    this.#computation.reserve(1);
    this.#computation.save();
    this.#rows++;
    return this.#take(bar, beside);
  }

  /** Takes another state of the newest bar, while it is unfinished or when it is corrected, and returns the values behind it. */
  replaceLast(bar: Bar, beside: BesideBar = {}): Float64Array {
    if (this.#rows === 0) throw new FactorError(`${this.#symbol} has no bar to replace. Append one first.`);
    checkRow(bar, this.#rows - 1, this.#timeBefore, this.#symbol);
    this.#computation.restore();
    return this.#take(bar, beside);
  }

  #take(bar: Bar, beside: BesideBar): Float64Array {
    const computation = this.#computation;
    const at = computation.cursor;
    for (const { name, place } of computation.sources) {
      const value = isBarColumn(name) ? bar[name] : beside[name];
      if (value === undefined) throw new FactorError(`bar ${this.#rows - 1} of ${this.#symbol} comes without "${name}", which ${this.names.length} factors were asked with. Give it beside the bar.`);
      computation.buffer(place)[at] = value;
    }
    computation.run(1);
    const { results } = this.#program;
    for (let k = 0; k < results.length; k++) this.values[k] = computation.buffer(results[k]!)[at]!;
    computation.advance(1);
    this.#closeTime = bar.closeTime;
    return this.values;
  }
}

function isBarColumn(name: string): name is BarColumn {
  return BAR_COLUMNS.some((column) => column === name);
}
