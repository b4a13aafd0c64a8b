import { sliceBars, type Bars } from "../market/bars.ts";
import { columnsOf, type Columns } from "./columns.ts";
import { FactorError } from "./error.ts";
import { emptyColumn } from "./factor.ts";
import { factorIds, parseFactorId, type ParsedFactorId } from "./factorId.ts";
import { checkInputs, gaplessSegments } from "./inputs.ts";

/**
 * Factor columns of bars, in the order of the ids; the default set if none are named.
 * The value at row t is computed from rows ≤ t alone and is NaN before the warm-up.
 * A missing value in a column the factor reads is a gap: the factor is NaN there and starts anew behind it.
 */
export function computeFactors(bars: Bars, ids: readonly string[] = factorIds()): Columns {
  checkInputs(bars);
  const shared = new Map<string, readonly Float64Array[]>();
  const values: Record<string, Float64Array> = {};
  for (const parsed of ids.map(parseFactorId)) {
    checkLength(parsed, bars);
    const work = `${parsed.factor.name} ${Object.values(parsed.values).join(" ")}`;
    const columns = shared.get(work) ?? computeOne(bars, parsed);
    shared.set(work, columns);
    values[parsed.id] = columns[parsed.output]!;
  }
  return columnsOf(bars.closeTime, values);
}

function computeOne(bars: Bars, { factor, values }: ParsedFactorId): readonly Float64Array[] {
  const rows = bars.closeTime.length;
  const segments = gaplessSegments(bars, factor.inputs);
  if (segments.length === 1 && segments[0]!.to - segments[0]!.from === rows) return factor.compute(bars, values);
  const columns = factor.outputs.map(() => emptyColumn(rows));
  for (const { from, to } of segments) {
    const pieces = factor.compute(sliceBars(bars, from, to), values);
    for (let k = 0; k < columns.length; k++) columns[k]!.set(pieces[k]!, from);
  }
  return columns;
}

function checkLength({ id, factor, output, values }: ParsedFactorId, bars: Bars): void {
  const rows = bars.closeTime.length;
  const needed = factor.outputs[output]!.warmUp(values) + 1;
  if (needed <= rows) return;
  throw new FactorError(`"${id}" has its first value after ${needed} bars, ${bars.symbol} has ${rows}. Give more bars or ask for a shorter period.`);
}
