import { BAR_COLUMNS, type Bars } from "../market/bars.ts";
import { lineOf } from "./barLines.ts";
import { sourceColumns, type Companions } from "./companions.ts";
import { Computation } from "./engine/computation.ts";
import { compile } from "./engine/program.ts";
import { FactorError } from "./error.ts";
import { parseFactorId, type ParsedFactorId } from "./factorId.ts";
import { checkInputs } from "./inputs.ts";
import { refuseSections } from "./panel/refuseSections.ts";

/** Rows computed at once: few enough that what passes from step to step stays in the processor's cache, more where few lines leave room there. */
const CHUNK = 1024;
const LONG_CHUNK = 2048;
const FEW_LINES = 32;

/** The computation of columns of given bars, from the first row on. Everything that cannot be computed is refused before any row is. */
export class FactorRun {
  readonly #computation: Computation;
  readonly #sources: readonly { readonly values: Float64Array; readonly buffer: Float64Array }[];
  readonly #results: readonly Float64Array[];
  readonly #chunk: number;
  #row = 0;

  constructor(bars: Bars, ids: readonly string[], companions: Companions) {
    const isWhole = checkInputs(bars);
    const parsed = ids.map(parseFactorId);
    const given = sourceColumns(bars, parsed, companions);
    const gaps = new Map<string, boolean>(isWhole ? BAR_COLUMNS.map((name) => [name, false]) : []);
    const mayMiss = (name: string): boolean => {
      if (!gaps.has(name)) gaps.set(name, hasGap(given(name)));
      return gaps.get(name)!;
    };
    const lines = parsed.map((one) => lineOf(one, bars.interval, mayMiss));
    for (const [k, line] of lines.entries()) checkLength(parsed[k]!, line.warmUp + 1, bars);
    const program = compile(lines);
    refuseSections(program, ids, lines, bars.symbol);
    this.#chunk = program.lookbacks.length <= FEW_LINES ? LONG_CHUNK : CHUNK;
    this.#computation = new Computation(program, Math.min(this.#chunk, bars.closeTime.length));
    this.#sources = this.#computation.sources.map(({ name, place }) => ({ values: given(name), buffer: this.#computation.buffer(place) }));
    this.#results = program.results.map((place) => this.#computation.buffer(place));
  }

  /** Computes the next rows into the front of the columns. */
  next(columns: readonly Float64Array[], rows: number): void {
    const computation = this.#computation;
    for (let done = 0; done < rows; ) {
      const count = Math.min(this.#chunk, rows - done);
      computation.reserve(count);
      const at = computation.cursor;
      for (const { buffer, values } of this.#sources) buffer.set(values.subarray(this.#row, this.#row + count), at);
      computation.run(count);
      for (let k = 0; k < columns.length; k++) columns[k]!.set(this.#results[k]!.subarray(at, at + count), done);
      computation.advance(count);
      this.#row += count;
      done += count;
    }
  }
}

function hasGap(column: Float64Array): boolean {
  for (let t = 0; t < column.length; t++) if (Number.isNaN(column[t]!)) return true;
  return false;
}

function checkLength({ id }: ParsedFactorId, needed: number, { closeTime, symbol }: Bars): void {
  if (needed <= closeTime.length) return;
  throw new FactorError(`"${id}" has its first value after ${needed} bars, ${symbol} has ${closeTime.length}. Give more bars or ask for a shorter period.`);
}
