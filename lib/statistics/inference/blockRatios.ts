/**
 * Sharpe ratios a period of every trial over some blocks of days, from the blocks' sums: no return is read twice, whatever blocks are asked for.
 * Blocks are of equal length, the first ones a day longer where they do not divide the days.
 * in: returns by trial [K] of `count` days  out: a function of the blocks as bits that fills [K]; a trial that does not vary there has 0
 */
export function blockRatios(returnsByTrial: readonly ArrayLike<number>[], count: number, blocks: number): (chosen: number, into: Float64Array) => void {
  const trials = returnsByTrial.length;
  const sizes = Int32Array.from({ length: blocks }, (_, s) => Math.floor(count / blocks) + (s < count % blocks ? 1 : 0));
  const [sums, squares] = [new Float64Array(blocks * trials), new Float64Array(blocks * trials)];
  returnsByTrial.forEach((returns, k) => {
    let t = 0;
    for (let s = 0; s < blocks; s++) {
      for (const end = t + sizes[s]!; t < end; t++) {
        sums[s * trials + k]! += returns[t]!;
        squares[s * trials + k]! += returns[t]! * returns[t]!;
      }
    }
  });
  const [sum, square] = [new Float64Array(trials), new Float64Array(trials)];
  return (chosen, into) => {
    sum.fill(0);
    square.fill(0);
    let days = 0;
    for (let s = 0; s < blocks; s++) {
      if ((chosen & (1 << s)) === 0) continue;
      days += sizes[s]!;
      for (let k = 0, from = s * trials; k < trials; k++) {
        sum[k]! += sums[from + k]!;
        square[k]! += squares[from + k]!;
      }
    }
    for (let k = 0; k < trials; k++) {
      const mean = sum[k]! / days;
      const variance = (square[k]! - mean * sum[k]!) / (days - 1);
      into[k] = variance > 1e-14 * square[k]! ? mean / Math.sqrt(variance) : 0;
    }
  };
}
