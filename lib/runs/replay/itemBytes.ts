import { sha256 } from "../record/digest.ts";
import { isNumbers, type Numbers, type StageItem } from "./stageItems.ts";
import type { RecordedItem } from "./stageFile.ts";

const FEWEST_ROWS_OF_A_BLOCK = 16;
const MOST_BLOCKS = 512;

/** An item's bytes: the bits of its numbers, every NaN the same, or its lines of JSON. */
export function bytesOf(item: StageItem): Uint8Array {
  if ("lines" in item) return Buffer.from(item.lines.join("\n"));
  const { numbers } = item;
  if (!(numbers instanceof Float64Array || numbers instanceof Float32Array)) return viewOf(numbers);
  if (!numbers.some(Number.isNaN)) return viewOf(numbers);
  return viewOf(numbers.map((value) => (Number.isNaN(value) ? Number.NaN : value)));
}

/** Digests of an item and of its blocks of rows. The rows of a block follow from the number of rows alone. */
export function digestItem(item: StageItem, bytes: Uint8Array): Omit<RecordedItem, "kept"> {
  const rows = "lines" in item ? item.lines.length : item.numbers.length;
  const rowsPerBlock = rowsOfBlock(rows);
  const block = "lines" in item
    ? (from: number) => sha256(item.lines.slice(from, from + rowsPerBlock).join("\n"))
    : (from: number) => sha256(bytes.subarray(from * item.numbers.BYTES_PER_ELEMENT, (from + rowsPerBlock) * item.numbers.BYTES_PER_ELEMENT));
  const blocks = Array.from({ length: Math.ceil(rows / rowsPerBlock) }, (_, k) => block(k * rowsPerBlock).slice(0, 16));
  return { name: item.name, kind: item.kind, rows, sha256: sha256(bytes), rowsPerBlock, blocks };
}

/** Kept bytes read back as rows: numbers, or the JSON of each row. */
export function rowsOf({ kind, rows }: Pick<RecordedItem, "kind" | "rows">, bytes: Uint8Array): ArrayLike<number> | readonly string[] {
  if (kind === "rows" || kind === "json") return rows === 0 ? [] : Buffer.from(bytes).toString("utf8").split("\n");
  const own = bytes.slice().buffer;
  const make: Readonly<Record<string, (buffer: ArrayBuffer) => Numbers>> = {
    Float64Array: (b) => new Float64Array(b), Float32Array: (b) => new Float32Array(b), Int32Array: (b) => new Int32Array(b), Uint32Array: (b) => new Uint32Array(b),
    Int16Array: (b) => new Int16Array(b), Uint16Array: (b) => new Uint16Array(b), Int8Array: (b) => new Int8Array(b),
  };
  const numbers = make[kind]?.(own) ?? new Uint8Array(own);
  return isNumbers(numbers) ? numbers : [];
}

function rowsOfBlock(rows: number): number {
  let size = FEWEST_ROWS_OF_A_BLOCK;
  while (rows > size * MOST_BLOCKS) size *= 2;
  return size;
}

function viewOf(numbers: Numbers): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
