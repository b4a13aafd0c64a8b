import type { BarColumn } from "../market/bars.ts";
import { FACTORS } from "./catalogue.ts";
import type { Family, Unit } from "./factor.ts";
import { exampleId, outputOf, parseFactorId } from "./factorId.ts";

/** What a column is, for people and for tables. */
export type FactorDescription = {
  readonly id: string;
  readonly family: Family;
  readonly description: string;
  readonly formula: string;
  readonly source: string;
  readonly edge: string;
  readonly unit: Unit;
  /** True if the column stays the same when all prices or all volumes are multiplied by a number. */
  readonly scaleFree: boolean;
  readonly inputs: readonly BarColumn[];
  readonly parameters: string;
  readonly warmUp: number;
};

/** Describes one column, by full id (`rsi_14`) or by its name alone (`rsi`). */
export function describeFactor(id: string): FactorDescription {
  const named = outputOf(id);
  const whole = named.factor.outputs[named.output]!.id === id ? exampleId(named.factor, named.output) : id;
  const { factor, output, values } = parseFactorId(whole);
  const { description, unit, warmUp } = factor.outputs[output]!;
  return {
    id: whole,
    family: factor.family,
    description,
    formula: factor.formula,
    source: factor.source,
    edge: factor.edge,
    unit,
    scaleFree: unit !== "price" && unit !== "volume",
    inputs: factor.inputs,
    parameters: Object.entries(factor.parameters).map(([name, { least, most }]) => `${name} ${least}..${most}`).join(", ") || "none",
    warmUp: warmUp(values),
  };
}

/** One working id of every column there is, family by family. */
export function everyFactor(): readonly string[] {
  return FACTORS.flatMap((factor) => factor.outputs.map((_, output) => exampleId(factor, output)));
}
