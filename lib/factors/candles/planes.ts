/** Candles before the first row that a plane holds too. */
export const PLANE_START = 4;
/** Rows of a word, and marks of a candle. */
const WORD = 32;

/**
 * Marks turned on their side: for each mark a plane with a bit for each row, 32 rows a word. So a mark of 32 candles is asked for at once.
 * Bit j of word w belongs to row from − 4 + 32·w + j.
 */
export type Planes = { readonly bits: Int32Array; /** Words of a plane. */ readonly words: number; readonly block: Int32Array };

/** Planes with room for so many rows. */
export function newPlanes(rows: number): Planes {
  const words = Math.ceil((rows + PLANE_START) / WORD);
  return { bits: new Int32Array(WORD * words), words, block: new Int32Array(WORD) };
}

/** Fills the planes from the marks of rows from − 4 .. to−1 and says how many words they have now. Rows beyond have no marks. */
export function fillPlanes({ bits, block, words }: Planes, marks: Float64Array, from: number, to: number): number {
  const used = Math.ceil((to - from + PLANE_START) / WORD);
  for (let w = 0; w < used; w++) {
    const first = from - PLANE_START + WORD * w;
    const rows = Math.min(WORD, to - first);
    for (let j = 0; j < rows; j++) block[j] = marks[first + j]!;
    block.fill(0, rows);
    transpose(block);
    for (let mark = 0; mark < WORD; mark++) bits[mark * words + w] = block[mark]!;
  }
  return used;
}

/** Bit j of word k becomes bit k of word j, by swapping ever smaller squares. Warren, Hacker's Delight, 7-3. */
function transpose(a: Int32Array): void {
  for (let size = 16, mask = 0x0000ffff; size > 0; size >>= 1, mask ^= mask << size) {
    for (let k = 0; k < WORD; k = (k + size + 1) & ~size) {
      const swap = ((a[k]! >>> size) ^ a[k + size]!) & mask;
      a[k] = a[k]! ^ (swap << size);
      a[k + size] = a[k + size]! ^ swap;
    }
  }
}

/** Keeps of the plane of `out` at `at` the bits that are set in the plane of `bits` at `start`, or those that are not. */
export function keep(out: Int32Array, at: number, bits: Int32Array, start: number, words: number, isSet: boolean): void {
  if (isSet) for (let w = 0; w < words; w++) out[at + w] = out[at + w]! & bits[start + w]!;
  else for (let w = 0; w < words; w++) out[at + w] = out[at + w]! & ~bits[start + w]!;
}

/** Moves the bits of the plane at `own` one row on, and keeps those that are set in the plane at `other`. */
export function stepOn(bits: Int32Array, own: number, other: number, words: number): void {
  let carry = 0;
  for (let w = 0; w < words; w++) {
    const word = bits[own + w]!;
    bits[own + w] = ((word << 1) | carry) & bits[other + w]!;
    carry = word >>> 31;
  }
}

/** Notes down the rows from .. to−1 whose bit is set in the plane at `start`, and says how many there are. */
export function rowsOf(bits: Int32Array, start: number, words: number, from: number, to: number, rows: Int32Array): number {
  let count = 0;
  for (let w = 0; w < words; w++) {
    for (let word = bits[start + w]!; word !== 0; word &= word - 1) {
      const t = from - PLANE_START + WORD * w + 31 - Math.clz32(word & -word);
      if (t >= from && t < to) rows[count++] = t;
    }
  }
  return count;
}
