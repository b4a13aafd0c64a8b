import { sourceLine, type Line } from "../engine/line.ts";
import { sectionsOf } from "../engine/section.ts";
import { defineFactor, type Factor, type Unit } from "../factor.ts";
import { distance } from "../operators/arithmetic.ts";
import { lag } from "../operators/lag.ts";
import { mean } from "../operators/mean.ts";
import { typicalPrice } from "../operators/typicalPrice.ts";

const COLUMNS = ["open", "high", "low", "close", "volume"] as const;
type Column = (typeof COLUMNS)[number];

/** What the formulas of the paper read. */
export type AlphaData = Readonly<Record<Column, Line>> & {
  /** Volume-weighted average price. Bars alone do not tell it: the typical price (high + low + close)/3 stands for it. */
  readonly vwap: Line;
  /** Return of the close from day to day, close/close[−1] − 1. */
  readonly returns: Line;
  /** Mean volume of the last days. The paper calls it dollar volume but compares it with volume, as alpha 7 does. */
  adv(days: number): Line;
};

export type AlphaText = { readonly number: number; readonly formula: string; readonly description: string; readonly unit: Unit };

/** One of the 101 formulaic alphas. Its inputs are those the formula reads. */
export function defineAlpha({ description, formula, number, unit }: AlphaText, alpha: (data: AlphaData) => Line): Factor {
  const used = new Set<Column>();
  const sections = sectionsOf(alpha(dataFrom((name) => {
    used.add(name);
    return sourceLine(name, []);
  })));
  const id = alphaId(number);
  return defineFactor({
    name: id,
    family: "alpha101",
    formula,
    source: `Kakushadze 2016, 101 Formulaic Alphas, alpha ${number}`,
    edge: "x/0 and the logarithm of 0 are 0; a correlation with something that stands still is 0; an asset alone has rank 1",
    inputs: COLUMNS.filter((name) => used.has(name)),
    parameters: {},
    outputs: [{ id, description, unit }],
    defaults: [],
    example: [],
    ...(sections.length > 0 && { groupings: [...new Set(sections.flatMap(({ grouping }) => grouping ?? []))] }),
    lines: (bar) => [alpha(dataFrom((name) => bar[name]))],
  });
}

/** Id of an alpha: alpha_007. */
export function alphaId(number: number): string {
  return `alpha_${String(number).padStart(3, "0")}`;
}

function dataFrom(column: (name: Column) => Line): AlphaData {
  return {
    get open() { return column("open"); },
    get high() { return column("high"); },
    get low() { return column("low"); },
    get close() { return column("close"); },
    get volume() { return column("volume"); },
    get vwap() { return typicalPrice(column("high"), column("low"), column("close")); },
    get returns() { return distance(column("close"), lag(column("close"), 1)); },
    adv: (days) => mean(column("volume"), days),
  };
}
