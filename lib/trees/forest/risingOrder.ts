const DIGIT = 11;
const SIZE = 1 << DIGIT;

/** Sorter of columns of so many numbers: tells the places from the lowest number to the highest, equal ones as they come. By radix, three digits of 11 bits; the answer holds until the next column. */
export function risingOrder(count: number): (column: Float32Array) => Int32Array {
  const keys = new Uint32Array(count);
  const orders = [new Int32Array(count), new Int32Array(count)] as const;
  const starts = new Int32Array(SIZE);
  return (column) => {
    // Bits of a float rise with it once the sign is turned, and all bits of those below 0.
    const bits = new Int32Array(column.buffer, column.byteOffset, count);
    for (let n = 0; n < count; n++) keys[n] = bits[n]! ^ ((bits[n]! >> 31) | 0x80000000);
    let [from, to] = orders;
    for (let n = 0; n < count; n++) from[n] = n;
    for (let shift = 0; shift < 32; shift += DIGIT) {
      starts.fill(0);
      for (let n = 0; n < count; n++) starts[(keys[n]! >>> shift) & (SIZE - 1)]!++;
      let sum = 0;
      for (let digit = 0; digit < SIZE; digit++) {
        const many = starts[digit]!;
        starts[digit] = sum;
        sum += many;
      }
      for (let k = 0; k < count; k++) {
        const n = from[k]!;
        to[starts[(keys[n]! >>> shift) & (SIZE - 1)]!++] = n;
      }
      [from, to] = [to, from];
    }
    return from;
  };
}
