export function heldPositions(wanted: Float64Array): Float64Array {
  return wanted.map((_, t) => wanted[t - 1] ?? 0);
}

export function stopFill(stop: number, open: number, low: number): number {
  if (low > stop) return Number.NaN;
  return Math.min(open, stop);
}

export function breakEvenBps(profit: number, traded: number): number {
  return (1e4 * profit) / traded;
}
