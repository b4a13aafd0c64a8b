import { operator, type Kernel, type Line } from "../engine/line.ts";
import { defineFactor, optionalNumber, type BarLines, type Factor } from "../factor.ts";
import { confirmed, PATIENCE } from "./confirmed.ts";
import { findPatterns } from "./findPatterns.ts";
import { candleLines } from "./markLines.ts";
import type { Rule } from "./rule.ts";

/** A candlestick pattern: its words, and the marks and conditions that tell it. */
export type Candle = {
  /** Behind `cdl_` in the id. */
  readonly name: string;
  /** TA-Lib's function, whose values these are. */
  readonly taLib: string;
  readonly description: string;
  readonly formula: string;
  readonly edge?: string;
  /** Who described it, if not Nison. */
  readonly source?: string;
  /** First row with a value: TA-Lib's lookback. */
  readonly first: number;
  /** The pattern is there where one of them holds. */
  readonly rules: readonly Rule[];
  /** Set if later closes can confirm it. */
  readonly isConfirmed?: true;
  /** Usual share of the first body that the last candle must close into, where the pattern asks for it. */
  readonly penetration?: number;
};

/** Rows before the last candle that a pattern reads: two candles back and the ten before them, or fewer. */
const LOOKBACK = 12;

/** Patterns by the number they have in the parameters of their lanes. */
const patterns: (readonly Rule[])[] = [];

/** The factor of a pattern: its value where it is complete, 0 elsewhere. Number, NaN for t < first. */
export function defineCandle({ description, edge = "0 on flat prices", first, formula, isConfirmed, name, penetration: usual, rules, source = "Nison 1991", taLib }: Candle): Factor {
  const number = patterns.push(rules) - 1;
  const lines = (bar: BarLines, penetration: number): readonly Line[] => [
    isConfirmed ? confirmed(pattern(number, bar, first - PATIENCE, penetration), bar) : pattern(number, bar, first, penetration),
  ];
  const told = { name: `cdl_${name}`, family: "candles", formula, source: `${source}; TA-Lib ${taLib}`, edge, inputs: ["open", "high", "low", "close"], outputs: [{ id: `cdl_${name}`, description, unit: "number" }], defaults: [] } as const;
  if (usual === undefined) return defineFactor({ ...told, parameters: {}, lines: (bar) => lines(bar, 0) });
  return defineFactor({ ...told, parameters: { penetration: optionalNumber(usual, 0, 10) }, lines: (bar, { penetration }) => lines(bar, penetration) });
}

function pattern(number: number, bar: BarLines, first: number, penetration: number): Line {
  const { marks, meanRange } = candleLines(bar);
  const find = (parameters: readonly (readonly number[])[], [marks, open, high, low, close, meanRange]: readonly Float64Array[], outputs: readonly Float64Array[]): Kernel =>
    findPatterns(parameters.map(([number, penetration]) => ({ rules: patterns[number!]!, penetration: penetration! })), marks!, { open: open!, high: high!, low: low!, close: close!, meanRange: meanRange! }, outputs);
  const parameters = [number, penetration];
  return operator("candle", [marks, bar.open, bar.high, bar.low, bar.close, meanRange], parameters, {
    delay: first - marks.warmUp,
    lookback: LOOKBACK,
    start: (inputs, outputs) => find([parameters], inputs, outputs),
    lanes: { kind: "candle", most: Infinity, parameters, start: find },
  });
}
