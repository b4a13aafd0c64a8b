import { operator, type Line } from "../engine/line.ts";
import { defineFactor, optionalNumber, type BarLines, type Factor } from "../factor.ts";
import { markFinder, type Rule } from "./rule.ts";
import { SIZE_MARKS } from "./mark.ts";
import { allMarks, placeMarks } from "./markLines.ts";

/** How a pattern is told. */
export type CandleText = {
  /** Behind `cdl_` in the id. */
  readonly name: string;
  /** TA-Lib's function, whose values these are. */
  readonly taLib: string;
  readonly description: string;
  readonly formula: string;
  readonly edge?: string;
  /** Who described it, if not Nison. */
  readonly source?: string;
};

/** A candlestick pattern in marks and conditions. */
export type Candle = CandleText & {
  /** First row with a value: TA-Lib's lookback. */
  readonly first: number;
  /** The pattern is there where one of them holds. */
  readonly rules: readonly Rule[];
  /** Usual share of the first body that the last candle must close into, where the pattern asks for it. */
  readonly penetration?: number;
};

/** Rows before the last candle that a pattern reads: two candles back and the ten before them, or fewer. */
export const CANDLE_LOOKBACK = 12;

/** The factor of a pattern: its value where it is complete, 0 elsewhere. Number, NaN for t < first. */
export function defineCandle({ first, penetration, rules, ...text }: Candle): Factor {
  const marks = rules.some(needsSizes) ? allMarks : placeMarks;
  return candleFactor(text, penetration, (bar, penetration) => pattern(text.name, marks(bar), bar, first, rules, penetration));
}

/** The factor of a line that tells a pattern. */
export function candleFactor({ description, edge = "0 on flat prices", formula, name, source = "Nison 1991", taLib }: CandleText, usual: number | undefined, line: (bar: BarLines, penetration: number) => Line): Factor {
  const told = { name: `cdl_${name}`, family: "candles", formula, source: `${source}; TA-Lib ${taLib}`, edge, inputs: ["open", "high", "low", "close"], outputs: [{ id: `cdl_${name}`, description, unit: "number" }], defaults: [] } as const;
  if (usual === undefined) return defineFactor({ ...told, parameters: {}, lines: (bar) => [line(bar, 0)] });
  return defineFactor({ ...told, parameters: { penetration: optionalNumber(usual, 0, 10) }, lines: (bar, { penetration }) => [line(bar, penetration)] });
}

function needsSizes({ bars }: Rule): boolean {
  return bars.some(({ is = 0, not = 0 }) => ((is | not) & SIZE_MARKS) !== 0);
}

function pattern(name: string, marks: Line, { open, high, low, close }: BarLines, first: number, rules: readonly Rule[], penetration: number): Line {
  return operator(`candle ${name}`, [marks, open, high, low, close], [penetration], {
    delay: first - marks.warmUp,
    lookback: CANDLE_LOOKBACK,
    start: ([marks, open, high, low, close], [out]) => {
      const candles = { open, high, low, close };
      const rows = rowsFor(marks.length);
      const finders = rules.map(({ bars }) => markFinder(bars, marks, rows));
      return (from, to) => {
        out.fill(0, from, to);
        for (let k = 0; k < rules.length; k++) {
          const { and, value } = rules[k]!;
          const count = finders[k]!(from, to);
          for (let n = 0; n < count; n++) if (and === undefined || and(candles, rows[n]!, penetration)) out[rows[n]!] = value;
        }
      };
    },
  });
}

/** Room for row numbers while one pattern looks for them; all use the same, so that it stays in the processor's cache. */
let scratch = new Int32Array(0);

function rowsFor(length: number): Int32Array {
  if (scratch.length < length) scratch = new Int32Array(length);
  return scratch;
}
