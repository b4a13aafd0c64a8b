import { BAR_COLUMNS, type BarColumn, type Bars, type Interval } from "../market/bars.ts";
import { lineOf } from "./barLines.ts";
import { sourceColumns, type Companions } from "./companions.ts";
import { Computation } from "./engine/computation.ts";
import { compile } from "./engine/program.ts";
import { FactorError } from "./error.ts";
import { parseFactorId, type ParsedFactorId } from "./factorId.ts";
import { factorIds } from "./factorSets.ts";
import { checkInputs, checkRow } from "./inputs.ts";
import { refuseSections } from "./panel/refuseSections.ts";

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
  readonly #parsed: readonly ParsedFactorId[];
  readonly #computation: Computation;
  /** What is read from a bar, and from what comes beside it. */
  readonly #sources: readonly { readonly name: string; readonly column: BarColumn | undefined; readonly buffer: Float64Array }[];
  readonly #results: readonly Float64Array[];
  #rows = 0;
  #closeTime = -Infinity;
  #timeBefore = -Infinity;

  constructor({ ids = factorIds(), interval, symbol = "the stream" }: StreamOptions) {
    this.names = ids;
    this.values = new Float64Array(ids.length).fill(Number.NaN);
    this.#symbol = symbol;
    this.#parsed = ids.map(parseFactorId);
    const lines = this.#parsed.map((parsed) => lineOf(parsed, interval, () => true));
    const program = compile(lines);
    refuseSections(program, ids, lines, symbol);
    const computation = new Computation(program, ROOM);
    this.#computation = computation;
    this.#sources = computation.sources.map(({ name, place }) => ({ name, column: BAR_COLUMNS.find((column) => column === name), buffer: computation.buffer(place) }));
    this.#results = program.results.map((place) => computation.buffer(place));
  }

  /** Bars so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the next bar and returns the values behind it. A bar that is refused changes nothing. */
  append(bar: Bar, beside: BesideBar = {}): Float64Array {
    checkRow(bar, this.#rows, this.#closeTime, this.#symbol);
    this.#checkBeside(beside, this.#rows);
    this.#computation.reserve(1);
    this.#computation.save();
    this.#rows++;
    this.#timeBefore = this.#closeTime;
    return this.#take(bar, beside);
  }

  /** Takes another state of the newest bar, while it is unfinished or when it is corrected, and returns the values behind it. */
  replaceLast(bar: Bar, beside: BesideBar = {}): Float64Array {
    if (this.#rows === 0) throw new FactorError(`${this.#symbol} has no bar to replace. Append one first.`);
    checkRow(bar, this.#rows - 1, this.#timeBefore, this.#symbol);
    this.#checkBeside(beside, this.#rows - 1);
    this.#computation.restore();
    return this.#take(bar, beside);
  }

  /** Takes a history at once, as fast as `computeFactors`, and returns the values behind its last bar. */
  appendAll(bars: Bars, companions: Companions = {}): Float64Array {
    checkInputs(bars);
    const { closeTime } = bars;
    const rows = closeTime.length;
    if (rows === 0) return this.values;
    if (!(closeTime[0]! > this.#closeTime)) throw new FactorError(`the first of the bars of ${bars.symbol} is not later than the last of ${this.#symbol}. Give only the bars that follow.`);
    const given = sourceColumns(bars, this.#parsed, companions);
    const columns = this.#sources.map(({ name }) => given(name));
    for (let row = 0; row < rows; ) {
      // The last bar is taken by itself, so that it can be replaced.
      const count = row === rows - 1 ? 1 : Math.min(ROOM, rows - 1 - row);
      this.#computation.reserve(count);
      this.#computation.save();
      for (const [k, { buffer }] of this.#sources.entries()) buffer.set(columns[k]!.subarray(row, row + count), this.#computation.cursor);
      this.#run(count);
      row += count;
    }
    this.#rows += rows;
    this.#timeBefore = rows > 1 ? closeTime[rows - 2]! : this.#closeTime;
    this.#closeTime = closeTime[rows - 1]!;
    return this.values;
  }

  #checkBeside(beside: BesideBar, row: number): void {
    const missing = this.#sources.find(({ column, name }) => column === undefined && beside[name] === undefined);
    if (missing) throw new FactorError(`bar ${row} of ${this.#symbol} comes without "${missing.name}", which one of its factors reads. Give it beside the bar, NaN where it is not known.`);
  }

  #take(bar: Bar, beside: BesideBar): Float64Array {
    const at = this.#computation.cursor;
    for (const { buffer, column, name } of this.#sources) buffer[at] = column === undefined ? beside[name]! : bar[column];
    this.#run(1);
    this.#closeTime = bar.closeTime;
    return this.values;
  }

  #run(rows: number): void {
    this.#computation.run(rows);
    this.#computation.advance(rows);
    const last = this.#computation.cursor - 1;
    for (let k = 0; k < this.#results.length; k++) this.values[k] = this.#results[k]![last]!;
  }
}
