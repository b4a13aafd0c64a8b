import { BAR_COLUMNS, type Bars } from "../market/bars.ts";
import { asOf, checkLateness, checkReference, STALE_AFTER, type Reference } from "./asOf.ts";
import { FactorError } from "./error.ts";
import { QUOTE_COLUMNS } from "./factor.ts";
import type { ParsedFactorId } from "./factorId.ts";
import { closeOf, sourceName } from "./barLines.ts";

type QuoteName<Column extends string> = Column extends `quotes.${infer Name}` ? Name : never;

/** What was quoted at the close of each bar and traded within it, as columns as long as the bars; those of `tradesOfBars` alone will do for factors of trades. */
export type Quotes = Readonly<Partial<Record<QuoteName<(typeof QUOTE_COLUMNS)[number]>, Float64Array>>>;

/** What a factor may read besides the bars. */
export type Companions = {
  /** Other series by the name they have in ids: `beta_spy_60` reads `spy`. Each is seen as of the close of a bar. */
  readonly references?: Readonly<Record<string, Reference>>;
  /**
   * How many of its own bars a reference is seen late, by name. 1 for a market that closes after the moment at which you decide:
   * both daily bars carry the end of the same UTC day, but Tokyo's close comes 15 hours before New York's.
   */
  readonly lateBy?: Readonly<Record<string, number>>;
  /** Milliseconds after which the last close of a reference counts as missing; 14 days, longer than any holiday, if left out. */
  readonly staleAfter?: number;
  readonly quotes?: Quotes;
};

/** Gives columns by the names of sources; what a factor needs and nobody gave is refused before anything is computed. */
export function sourceColumns(bars: Bars, parsed: readonly ParsedFactorId[], { lateBy = {}, quotes, references = {}, staleAfter = STALE_AFTER }: Companions): (name: string) => Float64Array {
  const columns = new Map<string, Float64Array>(BAR_COLUMNS.map((name) => [name, bars[name]]));
  for (const [name, values] of Object.entries(quotes ?? {})) columns.set(`quotes.${name}`, values);
  for (const [name, late] of Object.entries(lateBy)) {
    checkLateness(`the reference "${name}"`, late, staleAfter);
    if (!Object.hasOwn(references, name)) throw new FactorError(`lateBy names the reference "${name}", which is not given. There are ${Object.keys(references).join(", ") || "none"}.`);
  }
  for (const name of new Set(parsed.flatMap(({ given, reference }) => (reference === undefined ? [] : [reference, ...given])))) {
    const found = Object.hasOwn(references, name) ? references[name] : undefined;
    if (found === undefined) continue;
    checkReference(name, found);
    columns.set(closeOf(name), asOf(bars.closeTime, found, { lateBy: Object.hasOwn(lateBy, name) ? lateBy[name]! : 0, staleAfter }));
  }
  for (const { factor, given, id, reference } of parsed) {
    for (const name of given) if (!columns.has(closeOf(name))) refuseMissing(id, "reference.close", name);
    for (const input of factor.inputs) {
      const values = columns.get(sourceName(input, reference));
      if (values === undefined) refuseMissing(id, input, reference);
      if (values.length !== bars.closeTime.length) throw new FactorError(`"${id}": column ${input} has ${values.length} rows, the bars have ${bars.closeTime.length}`);
    }
  }
  return (name) => columns.get(name)!;
}

function refuseMissing(id: string, input: string, reference: string | undefined): never {
  const isQuote = input.startsWith("quotes.");
  throw new FactorError(`"${id}" needs ${isQuote ? `the quotes (column ${input.slice(7)})` : `the reference "${reference}"`}. Give them as ${isQuote ? "quotes" : `references: { ${reference}: bars }`}.`);
}
