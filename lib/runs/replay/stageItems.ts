import { RunError } from "../error.ts";

/** Numbers in one array, whose bits are compared. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array | Uint8ClampedArray;

/** A part of a stage that is compared by itself. `lines` holds one JSON text a row. */
export type StageItem = { readonly name: string; readonly kind: string } & ({ readonly numbers: Numbers } | { readonly lines: readonly string[] });

/**
 * The items in what a notebook names: a typed array is one, a list is rows, an object gives one for each column in it and one for the rest of its fields.
 * Functions are left out: they are code. A tensor is refused, its values lie elsewhere.
 */
export function stageItems(named: Readonly<Record<string, unknown>>): readonly StageItem[] {
  return Object.entries(named).flatMap(([name, value]) => itemsOf(name, value));
}

function itemsOf(name: string, value: unknown): StageItem[] {
  if (isNumbers(value)) return [{ name, kind: value.constructor.name, numbers: value }];
  if (Array.isArray(value)) {
    if (!holdsNumbers(value)) return [{ name, kind: "rows", lines: value.map(jsonLine) }];
    return value.flatMap((entry, k) => itemsOf(`${name}[${k}]`, entry));
  }
  if (value === null || typeof value !== "object" || !holdsNumbers(value)) return [{ name, kind: "json", lines: [jsonLine(value)] }];
  if ("dataSync" in value) throw new RunError(`recordStage: "${name}" is a tensor; give its values, tensor.dataSync()`);
  const entries = Object.entries(value);
  const columns = entries.filter(([, entry]) => holdsNumbers(entry));
  const rest = entries.filter(([, entry]) => !holdsNumbers(entry) && typeof entry !== "function" && entry !== undefined);
  return [
    ...(rest.length > 0 ? [{ name, kind: "json", lines: [jsonLine(Object.fromEntries(rest))] }] : []),
    ...columns.flatMap(([field, entry]) => itemsOf(`${name}.${field}`, entry)),
  ];
}

export function isNumbers(value: unknown): value is Numbers {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array);
}

/** Whether there is an array of numbers, or a tensor, somewhere in a value. */
function holdsNumbers(value: unknown): boolean {
  if (isNumbers(value)) return true;
  if (value === null || typeof value !== "object") return false;
  return "dataSync" in value || Object.values(value).some(holdsNumbers);
}

/** JSON with sorted keys, and with a word for each number that JSON has not. */
function jsonLine(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => {
    if (typeof entry === "number" && !Number.isFinite(entry)) return String(entry);
    if (typeof entry === "bigint") return `${entry}n`;
    if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return entry;
    return Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
  }) ?? "null";
}
