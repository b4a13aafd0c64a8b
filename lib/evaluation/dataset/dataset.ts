import { createHash } from "node:crypto";
import type { Columns } from "../../factors/columns.ts";
import type { Label } from "../../labels/index.ts";
import type { Bars, Interval } from "../../market/bars.ts";
import type { Price, Series, UtcMillis } from "../../market/units.ts";
import { EvaluationError } from "../error.ts";

/** All that a model of one symbol is fitted and judged on. Its digest is its name on disk. */
export type Dataset = {
  readonly symbol: string;
  readonly interval: Interval;
  /** [T] */
  readonly closeTime: Series<UtcMillis>;
  /** Last known price of each row; what persistence repeats where the label is a price. [T] */
  readonly close: Series<Price>;
  readonly columns: Columns;
  readonly label: Label;
  /** Further targets of the same rows, for networks with several heads. */
  readonly others?: Readonly<Record<string, Label>>;
  /** SHA-256 of everything above. */
  readonly digest: string;
};

/** Columns and labels of the same bars as one dataset. */
export function datasetOf({ bars, columns, label, others }: { readonly bars: Pick<Bars, "symbol" | "interval" | "closeTime" | "close">; readonly columns: Columns; readonly label: Label; readonly others?: Readonly<Record<string, Label>> | undefined }): Dataset {
  const rows = bars.closeTime.length;
  const lengths = { columns: columns.closeTime.length, [`label ${label.name}`]: label.values.length, ...Object.fromEntries(Object.entries(others ?? {}).map(([name, { values }]) => [`label ${name}`, values.length])) };
  for (const [what, length] of Object.entries(lengths)) {
    if (length !== rows) throw new EvaluationError(`datasetOf: ${what} has ${length} rows, the bars of ${bars.symbol} have ${rows}; compute both from the same bars`);
  }
  if (columns.names.length === 0) throw new EvaluationError(`datasetOf: there is no column of ${bars.symbol}; select at least one`);
  const content = { symbol: bars.symbol, interval: bars.interval, closeTime: bars.closeTime, close: bars.close, columns, label, ...(others ? { others } : {}) };
  return { ...content, digest: digestOf(content) };
}

/** SHA-256 over names and numbers. NaN of any bits counts as one NaN. */
export function digestOf({ close, closeTime, columns, interval, label, others, symbol }: Omit<Dataset, "digest">): string {
  const hash = createHash("sha256");
  const add = (name: string, values: Float64Array) => {
    hash.update(JSON.stringify([name, values.length]));
    const plain = values.map((value) => (Number.isNaN(value) ? Number.NaN : value));
    hash.update(new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength));
  };
  const addLabel = (name: string, { classes = [], horizon, kind = "change", values, ...rest }: Label) => add(JSON.stringify([name, rest.name, horizon, kind, classes]), values);
  hash.update(JSON.stringify([symbol, interval]));
  add("closeTime", closeTime);
  add("close", close);
  for (const name of columns.names) add(`column ${name}`, columns.values[name]!);
  addLabel("label", label);
  for (const [name, other] of Object.entries(others ?? {})) addLabel(`other ${name}`, other);
  return hash.digest("hex");
}
