import { INTERVAL_MILLIS } from "../market/barTime.ts";
import type { Interval } from "../market/bars.ts";
import { sourceLine, type Line } from "./engine/line.ts";
import { FactorError } from "./error.ts";
import type { BarLines, Factor, Input } from "./factor.ts";
import { lag } from "./operators/lag.ts";
import { CROSS_SECTIONS } from "./operators/sections.ts";
import type { ParsedFactorId } from "./factorId.ts";

/**
 * The line of a column. Its gaps are the rows where any input of its factor is missing; of these only the columns count that `mayMiss`.
 * Times are never missing.
 */
export function lineOf({ id, factor, given, lag: rows, output, reference, section, values }: ParsedFactorId, interval: Interval, mayMiss: (column: string) => boolean): Line {
  if (factor.intradayOnly && interval === "1d") throw new FactorError(`"${id}" says nothing of daily bars, which hold every session at once. Give bars of an hour or less.`);
  const group = [...factor.inputs.filter((name) => name !== "closeTime").map((name) => sourceName(name, reference)), ...given.map(closeOf)].filter(mayMiss).sort();
  const bar = {
    ...Object.fromEntries(factor.inputs.map((name) => [name, sourceLine(sourceName(name, reference), group)])),
    given: Object.fromEntries(given.map((name) => [name, sourceLine(closeOf(name), group)])),
    interval: INTERVAL_MILLIS[interval],
  };
  const line = factor.lines(readOnlyDeclared(bar, factor), values)[output];
  if (line === undefined) throw new FactorError(`"${id}": ${factor.name} makes no line for output ${output}`);
  const compared = section === undefined ? line : CROSS_SECTIONS[section](line);
  return rows === 0 ? compared : lag(compared, rows);
}

/** Under which name the values of an input are given: "reference.close" of the reference spy is "spy.close". */
export function sourceName(input: Input, reference: string | undefined): string {
  return input.startsWith("reference.") ? `${reference ?? "reference"}.${input.slice("reference.".length)}` : input;
}

/** Under which name the closes of a reference are given. */
export function closeOf(reference: string): string {
  return `${reference}.close`;
}

/** The lines behind a proxy that names the factor's mistake when it reads a column it has not declared. */
function readOnlyDeclared(bar: object, { inputs, name }: Factor): BarLines {
  return new Proxy(bar, {
    get(target, key) {
      if (Reflect.has(target, key)) return Reflect.get(target, key);
      throw new FactorError(`${name} reads "${String(key)}" but declares ${inputs.join(", ")}`);
    },
  }) as BarLines;
}
