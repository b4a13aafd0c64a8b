import { readFileSync } from "node:fs";
import { columnsOf, type Columns } from "../../lib/factors/columns.ts";
import { eachRecord } from "../../lib/market/files/csvRecords.ts";
import { timeOfCell } from "../../lib/market/files/csvCells.ts";

/**
 * The named columns of a CSV file, as `npx marketbook factors` writes it: date, then a column each. Their order in the file says nothing, columns that are not named are left out.
 * An empty cell or NaN is a missing value. A column that is not there, a cell that is no finite number and times that do not rise are errors that name the place.
 */
export function readColumnsFile(file: string, names: readonly string[], model: string): Columns {
  const times: number[] = [];
  const values = names.map((): number[] => []);
  let places: readonly number[] | undefined;
  eachRecord({ text: readFileSync(file, "utf8"), file, delimiter: ",", linesBefore: 0 }, (cells, line) => {
    if (places === undefined) return void (places = placesOf(cells, names, file, model));
    const time = timeOfCell(cells[0] ?? "", { file, line }, {});
    if (times.length > 0 && time <= times.at(-1)!) throw new Error(`${file}, line ${line}: ${cells[0]} does not come after the date before it; sort the rows by date, each once`);
    times.push(time);
    places.forEach((place, k) => values[k]!.push(numberOf(cells[place] ?? "", `${file}, line ${line}, column ${names[k]}`)));
  });
  if (times.length === 0) throw new Error(`${file} holds no row of columns; its first line names date and the columns, each further line is a bar`);
  return columnsOf(Float64Array.from(times), Object.fromEntries(names.map((name, k) => [name, Float64Array.from(values[k]!)])));
}

/** Where each column stands in the lines. */
function placesOf(header: readonly string[], names: readonly string[], file: string, model: string): readonly number[] {
  if (header[0] !== "date") throw new Error(`${file}: the first column is ${header[0] ? `"${header[0]}"` : "empty"}, expected date; npx marketbook factors writes such a file`);
  const twice = header.find((name, k) => header.indexOf(name) !== k);
  if (twice !== undefined) throw new Error(`${file}: the column "${twice}" stands there twice; leave one out`);
  const missing = names.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Error(`${file} lacks ${missing.length === 1 ? "the column" : "the columns"} ${missing.join(", ")}, which ${model} reads; it has ${header.slice(1).join(", ") || "none"}. Add ${missing.length === 1 ? "it" : "them"}, computed as for the training.`);
  return names.map((name) => header.indexOf(name));
}

function numberOf(text: string, where: string): number {
  if (/^(|nan)$/i.test(text)) return Number.NaN;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new Error(`${where}: "${text}" is no finite number. Mend the cell, or leave it empty where there is no value.`);
}
