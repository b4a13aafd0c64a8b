export function simpleReturns(close: Float64Array): Float64Array {
  return close.map((price, t) => (t === 0 ? Number.NaN : price / close[t - 1]! - 1));
}

export function csvNumbers(line: string): number[] {
  return line.split(",").slice(1).map((cell) => {
    if (cell === "") return Number.NaN;
    const value = Number(cell);
    if (Number.isNaN(value)) throw new Error(`"${cell}" is not a number`);
    return value;
  });
}

export function monthEnds(closeTime: Float64Array, close: Float64Array): number[] {
  const ends = new Map<string, number>();
  closeTime.forEach((time, t) => ends.set(new Date(time).toISOString().slice(0, 7), close[t]!));
  return [...ends.values()];
}

export function mergeTimes(known: readonly number[], fresh: readonly number[]): number[] {
  return [...new Set([...known, ...fresh])].sort((a, b) => a - b);
}
