import type { Interval } from "../market/bars.ts";
import { lineOf } from "./barLines.ts";
import { FACTORS } from "./catalogue.ts";
import { UNITS, type Family, type Input, type Unit } from "./factor.ts";
import { sectionsOf } from "./engine/section.ts";
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
  readonly inputs: readonly Input[];
  readonly parameters: string;
  /** Rows that are NaN before the first value; the least of them where the factor waits for more. */
  readonly warmUp: number;
  /** What else the first value waits for. */
  readonly waitsFor: string | undefined;
  readonly intradayOnly: boolean;
  /** True if it compares the assets of a panel, so that `computePanel` computes it and `computeFactors` does not. */
  readonly comparesAssets: boolean;
  /** Groupings of assets that it reads: "sector". */
  readonly groupings: readonly string[];
};

/** Describes one column, by full id (`rsi_14`) or by its name alone (`rsi`). Some depend on the interval of the bars. */
export function describeFactor(id: string, interval?: Interval): FactorDescription {
  const named = outputOf(id);
  const whole = named.factor.outputs[named.output]!.id === id ? exampleId(named.factor, named.output) : id;
  const parsed = parseFactorId(whole);
  const { factor, output } = parsed;
  const { description, unit } = factor.outputs[output]!;
  const isIntraday = factor.intradayOnly === true;
  const line = lineOf(parsed, interval ?? (isIntraday ? "1h" : "1d"), () => false);
  const sections = sectionsOf(line);
  return {
    id: whole,
    family: factor.family,
    description,
    formula: factor.formula,
    source: factor.source,
    edge: factor.edge,
    unit,
    scaleFree: UNITS[unit].price === 0 && UNITS[unit].volume === 0,
    inputs: factor.inputs,
    parameters: Object.entries(factor.parameters).map(([name, { least, most }]) => `${name} ${least}..${most}`).join(", ") || "none",
    warmUp: line.warmUp,
    waitsFor: factor.waitsFor,
    intradayOnly: isIntraday,
    comparesAssets: sections.length > 0,
    groupings: [...new Set(sections.flatMap(({ grouping }) => grouping ?? []))].sort(),
  };
}

/** One working id of every column there is, family by family. */
export function everyFactor(): readonly string[] {
  return FACTORS.flatMap((factor) => factor.outputs.map((_, output) => exampleId(factor, output)));
}
