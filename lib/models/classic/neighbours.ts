/** The K rows nearest to a query, nearest first; of equally far rows the first. [K] each */
export type Nearest = { readonly rows: Int32Array; /** Euclidean. */ readonly distances: Float64Array };

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

/** Σ (a − b)², or a number that is no smaller than `limit` as soon as the sum is none. Four columns at a time keep the processor busy. */
function squaredDistance(a: Float32Array, fromA: number, b: Float32Array, fromB: number, width: number, limit: number): number {
  let sum = 0;
  let p = 0;
  for (; p + 4 <= width; p += 4) {
    const i = fromA + p;
    const j = fromB + p;
    const d0 = a[i]! - b[j]!;
    const d1 = a[i + 1]! - b[j + 1]!;
    const d2 = a[i + 2]! - b[j + 2]!;
    const d3 = a[i + 3]! - b[j + 3]!;
    sum += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    if (sum >= limit) return sum;
  }
  for (; p < width; p++) sum += (a[fromA + p]! - b[fromB + p]!) ** 2;
  return sum;
}
