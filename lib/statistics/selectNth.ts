/**
 * The number that would stand at row `n` if rows from .. N−1 were sorted. Rows are moved: the smaller ones stand before it, the larger ones behind.
 * Floyd and Rivest 1975: a sample tells where the number lies, so that about 1.5·N comparisons are enough. in: x [N], changed in place
 */
export function selectNth(x: Float64Array, n: number, from = 0, to = x.length - 1): number {
  let [left, right] = [from, to];
  while (right > left) {
    if (right - left > 600) {
      const size = right - left + 1;
      const place = n - left + 1;
      const logarithm = Math.log(size);
      const sample = 0.5 * Math.exp((2 * logarithm) / 3);
      const spread = 0.5 * Math.sqrt((logarithm * sample * (size - sample)) / size) * Math.sign(place - size / 2);
      selectNth(x, n, Math.max(left, Math.floor(n - (place * sample) / size + spread)), Math.min(right, Math.floor(n + ((size - place) * sample) / size + spread)));
    }
    const pivot = x[n]!;
    let [i, j] = [left, right];
    swap(x, left, n);
    if (x[right]! > pivot) swap(x, left, right);
    while (i < j) {
      swap(x, i++, j--);
      while (x[i]! < pivot) i++;
      while (x[j]! > pivot) j--;
    }
    if (x[left] === pivot) swap(x, left, j);
    else swap(x, ++j, right);
    if (j <= n) left = j + 1;
    if (n <= j) right = j - 1;
  }
  return x[n]!;
}

function swap(x: Float64Array, i: number, j: number): void {
  const held = x[i]!;
  x[i] = x[j]!;
  x[j] = held;
}
