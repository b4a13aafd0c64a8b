/** The K rows nearest to a query, nearest first; of equally far rows the first. [K] each */
export type Nearest = { readonly rows: Int32Array; /** Euclidean. */ readonly distances: Float64Array };

/** Columns after which a sum that is too large already is given up. */
const BLOCK = 8;

/**
 * Finds neighbours by comparing with every row: a sorted list of the K nearest so far, and a sum that stops growing once it is too large.
 * in: table [N·P]  out: a search that writes into the same arrays at each call
 */
export function neighbourSearch(table: Float32Array, width: number, neighbours: number): (queries: Float32Array, query: number) => Nearest {
  const count = table.length / width;
  const many = Math.min(neighbours, count);
  const rows = new Int32Array(many);
  const squares = new Float64Array(many);
  const distances = new Float64Array(many);
  return (queries, query) => {
    squares.fill(Infinity);
    rows.fill(-1);
    let worst = Infinity;
    for (let n = 0; n < count; n++) {
      const square = squaredDistance(table, n * width, queries, query * width, width, worst);
      if (square >= worst) continue;
      let place = many - 1;
      for (; place > 0 && squares[place - 1]! > square; place--) {
        squares[place] = squares[place - 1]!;
        rows[place] = rows[place - 1]!;
      }
      squares[place] = square;
      rows[place] = n;
      worst = squares[many - 1]!;
    }
    for (let k = 0; k < many; k++) distances[k] = Math.sqrt(squares[k]!);
    return { rows, distances };
  };
}

/** Σ (a − b)², or a number that is no smaller than `limit` as soon as the sum is none. */
function squaredDistance(a: Float32Array, fromA: number, b: Float32Array, fromB: number, width: number, limit: number): number {
  let sum = 0;
  let p = 0;
  while (p < width) {
    const end = Math.min(p + BLOCK, width);
    for (; p < end; p++) {
      const difference = a[fromA + p]! - b[fromB + p]!;
      sum += difference * difference;
    }
    if (sum >= limit) return sum;
  }
  return sum;
}
