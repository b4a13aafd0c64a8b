import { columnsOf, type Columns } from "../lib/factors/columns.ts";
import type { Bars } from "../lib/market/bars.ts";

/** What a function made of bars: its columns and, where it is a label, the horizon it declares. */
export type Made = { readonly columns: Columns; readonly horizon?: number };

const WANTED = "It must return one number a bar: an array, or an object of arrays by name such as { rsi: […], trend: […] }, or a label { horizon, values }";

/** What a user's function returned, as columns. Anything else is an error that names the function, the column, the row and the remedy. */
export function userColumns(returned: unknown, name: string, { closeTime }: Bars): Made {
  const bars = closeTime.length;
  if (isList(returned)) return { columns: columnsOf(closeTime, { [name]: numbers(returned, name, name, bars) }) };
  if (returned === null || typeof returned !== "object") throw new Error(`${name} returned ${what(returned)}. ${WANTED}`);
  const { horizon, values } = { horizon: undefined, values: undefined, ...returned };
  if (horizon !== undefined && isList(values)) {
    if (typeof horizon !== "number" || !Number.isInteger(horizon) || horizon < 1) throw new Error(`${name} returned a label with the horizon ${String(horizon)}; a horizon is a whole number of bars ≥ 1`);
    return { columns: columnsOf(closeTime, { [name]: numbers(values, name, name, bars) }), horizon };
  }
  const isTable = "names" in returned && Array.isArray(returned.names) && values !== null && typeof values === "object";
  const lists = Object.entries(isTable ? Object(values) : returned).filter(([key]) => key !== "closeTime");
  if (lists.length === 0) throw new Error(`${name} returned an object without columns. ${WANTED}`);
  return { columns: columnsOf(closeTime, Object.fromEntries(lists.map(([column, list]) => [column, numbers(list, name, column, bars)]))) };
}

type List = ArrayLike<unknown>;

function isList(value: unknown): value is List {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function numbers(list: unknown, name: string, column: string, bars: number): Float64Array {
  const place = column === name ? name : `${name}, column "${column}"`;
  if (!isList(list)) throw new Error(`${place} is ${what(list)}. ${WANTED}`);
  if (list.length !== bars) throw new Error(`${place} has ${list.length} values for ${bars} bars. Return one value a bar, NaN where there is none`);
  return Float64Array.from({ length: bars }, (_, row) => {
    const value = list[row];
    if (typeof value === "number") return value;
    if (typeof value === "boolean") return Number(value);
    if (value === undefined || value === null) return Number.NaN;
    const remedy = typeof value === "object" ? " Return an object of arrays, one a column, not an array of objects." : "";
    throw new Error(`${place}, row ${row} is ${what(value)}; a column holds numbers.${remedy}`);
  });
}

function what(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `the text "${value}"`;
  if (isList(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
