import { parse } from "csv-parse/sync";
import { MarketError } from "../error.ts";
import { timeReader } from "./embeddedTime.ts";
import { embeddedText, type EmbeddedPlace } from "./manifest.ts";

/** Columns of numbers of an embedded file over their times, as they stand in the file. */
export type EmbeddedTable = { readonly times: Float64Array; readonly column: (name: string) => Float64Array };

/** Reads the named columns of the rows that belong to the series. Rows where a column is empty are left out if `skipEmpty` is set. */
export async function embeddedTable(place: EmbeddedPlace, names: readonly string[], { skipEmpty = false } = {}): Promise<EmbeddedTable> {
  const { file, series } = place;
  const rows: string[][] = parse(await embeddedText(place), { bom: true, skip_empty_lines: true });
  const header = rows[0] ?? [];
  const at = (name: string): number => {
    const k = header.indexOf(name);
    if (k < 0) throw new MarketError(`embedded: ${file.file} has no column "${name}". Restore environment/data.json from git.`);
    return k;
  };
  const symbol = series.kind === "bars" ? series.symbol : undefined;
  const symbolAt = symbol === undefined ? -1 : at("symbol");
  const places = names.map(at);
  const kept = rows.filter((row, k) => k > 0 && (symbol === undefined || row[symbolAt] === symbol) && !(skipEmpty && places.some((place) => !/\d/.test(row[place]!))));
  const time = timeReader(file.layout);
  const timeAt = at(file.layout.time);
  const times = Float64Array.from(kept, (row) => time(row[timeAt]!) ?? Number.NaN);
  const columns = new Map(names.map((name, k) => [name, Float64Array.from(kept, (row) => Number(row[places[k]!]))]));
  if (times.length !== series.rows || times.some(Number.isNaN)) throw new MarketError(`embedded: ${file.file} has ${times.length} rows of ${series.id} with a time, ${series.rows} are listed. Restore environment/data.json from git.`);
  return { times, column: (name) => columns.get(name)! };
}
