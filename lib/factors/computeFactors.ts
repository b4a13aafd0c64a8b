import type { Bars } from "../market/bars.ts";
import { columnsOf, type Columns } from "./columns.ts";
import { Computation } from "./engine/computation.ts";
import { compile } from "./engine/program.ts";
import { FactorError } from "./error.ts";
import { parseFactorId, type ParsedFactorId } from "./factorId.ts";
import { factorIds } from "./factorSets.ts";
import { checkInputs } from "./inputs.ts";
import { lineOf } from "./barLines.ts";
import { sourceColumns, type Companions } from "./companions.ts";
import { refuseSections } from "./panel/refuseSections.ts";

/** Rows computed at once: few enough that what passes from step to step stays in the processor's cache. */
const CHUNK = 1024;

export type ComputeOptions = Companions & {
  /** Makes the columns, for instance in memory that threads share. */
  readonly allocate?: (rows: number) => Float64Array;
};

/**
 * Factor columns of bars, in the order of the ids; the default set if none are named.
 * The value at row t is computed from rows ≤ t alone and is NaN before the warm-up.
 * A missing value in a column the factor reads is a gap: the factor is NaN there and starts anew behind it.
 */
export function computeFactors(bars: Bars, ids: readonly string[] = factorIds(), { allocate = newColumn, ...companions }: ComputeOptions = {}): Columns {
  checkInputs(bars);
  const parsed = ids.map(parseFactorId);
  const given = sourceColumns(bars, parsed, companions);
  const gaps = new Map<string, boolean>();
  const mayMiss = (name: string): boolean => {
    if (!gaps.has(name)) gaps.set(name, hasGap(given(name)));
    return gaps.get(name)!;
  };
  const rows = bars.closeTime.length;
  const lines = parsed.map((one) => lineOf(one, bars.interval, mayMiss));
  for (const [k, line] of lines.entries()) checkLength(parsed[k]!, line.warmUp + 1, bars);
  const program = compile(lines);
  refuseSections(program, ids, lines, bars.symbol);
  const columns = ids.map(() => allocate(rows));
  const computation = new Computation(program, Math.min(CHUNK, rows));
  const sources = computation.sources.map(({ name, place }) => ({ values: given(name), buffer: computation.buffer(place) }));
  const results = program.results.map((place) => computation.buffer(place));
  for (let row = 0; row < rows; row += CHUNK) {
    const count = Math.min(CHUNK, rows - row);
    computation.reserve(count);
    const at = computation.cursor;
    for (const { buffer, values } of sources) buffer.set(values.subarray(row, row + count), at);
    computation.run(count);
    for (let k = 0; k < results.length; k++) columns[k]!.set(results[k]!.subarray(at, at + count), row);
    computation.advance(count);
  }
  return columnsOf(bars.closeTime, Object.fromEntries(ids.map((id, k) => [id, columns[k]!])));
}

function newColumn(rows: number): Float64Array {
  return new Float64Array(rows);
}

function hasGap(column: Float64Array): boolean {
  for (let t = 0; t < column.length; t++) if (Number.isNaN(column[t]!)) return true;
  return false;
}

function checkLength({ id }: ParsedFactorId, needed: number, { closeTime, symbol }: Bars): void {
  if (needed <= closeTime.length) return;
  throw new FactorError(`"${id}" has its first value after ${needed} bars, ${symbol} has ${closeTime.length}. Give more bars or ask for a shorter period.`);
}
