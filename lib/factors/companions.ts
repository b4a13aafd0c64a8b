import { BAR_COLUMNS, type Bars } from "../market/bars.ts";
import { FactorError } from "./error.ts";
import { QUOTE_COLUMNS } from "./factor.ts";
import type { ParsedFactorId } from "./factorId.ts";
import { sourceName } from "./barLines.ts";

type QuoteName<Column extends string> = Column extends `quotes.${infer Name}` ? Name : never;

/** What was quoted at the close of each bar and traded within it, as columns as long as the bars. */
export type Quotes = Readonly<Record<QuoteName<(typeof QUOTE_COLUMNS)[number]>, Float64Array>>;

/** What a factor may read besides the bars. */
export type Companions = {
  /** Other series by the name they have in ids: `beta_spy_60` reads `spy`. */
  readonly references?: Readonly<Record<string, Bars>>;
  readonly quotes?: Quotes;
};

/** Gives columns by the names of sources; what a factor needs and nobody gave is refused before anything is computed. */
export function sourceColumns(bars: Bars, parsed: readonly ParsedFactorId[], { quotes, references = {} }: Companions): (name: string) => Float64Array {
  const columns = new Map<string, Float64Array>(BAR_COLUMNS.map((name) => [name, bars[name]]));
  for (const [name, values] of Object.entries(quotes ?? {})) columns.set(`quotes.${name}`, values);
  for (const [name, reference] of Object.entries(references)) columns.set(`${name}.close`, carryTo(bars, reference));
  for (const { factor, id, reference } of parsed) {
    for (const input of factor.inputs) {
      const values = columns.get(sourceName(input, reference));
      if (values === undefined) throw new FactorError(`"${id}" needs ${input.startsWith("quotes.") ? `the quotes (column ${input.slice(7)})` : `the reference "${reference}"`}. Give them as ${input.startsWith("quotes.") ? "quotes" : `references: { ${reference}: bars }`}.`);
      if (values.length !== bars.closeTime.length) throw new FactorError(`"${id}": column ${input} has ${values.length} rows, the bars have ${bars.closeTime.length}`);
    }
  }
  return (name) => columns.get(name)!;
}

/** The reference's last close known at each bar's close: as of, never later. NaN before its first. */
function carryTo({ closeTime }: Bars, reference: Bars): Float64Array {
  const out = new Float64Array(closeTime.length).fill(Number.NaN);
  let k = -1;
  for (let t = 0; t < out.length; t++) {
    while (k + 1 < reference.closeTime.length && reference.closeTime[k + 1]! <= closeTime[t]!) k++;
    if (k >= 0) out[t] = reference.close[k]!;
  }
  return out;
}
