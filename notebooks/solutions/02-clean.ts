export function forwardFill(values: Float64Array): Float64Array {
  let known = Number.NaN;
  return values.map((value) => (known = Number.isNaN(value) ? known : value));
}

export function impossibleRows({ close, high, low, open }: Record<"open" | "high" | "low" | "close", Float64Array>): number[] {
  return [...close.keys()].filter((row) => {
    const inside = [open[row]!, close[row]!];
    return low[row]! <= 0 || high[row]! < low[row]! || inside.some((price) => price > high[row]! || price < low[row]!);
  });
}

export function trailingMedian(values: Float64Array, window: number): Float64Array {
  return values.map((_, t) => {
    if (t < window) return Number.NaN;
    const sorted = values.slice(t - window, t).sort();
    return (sorted[(window - 1) >> 1]! + sorted[window >> 1]!) / 2;
  });
}

export function openSessions(hour: number): string[] {
  const open = { Sydney: hour >= 22 || hour < 7, Tokyo: hour < 9, London: hour >= 8 && hour < 16, "New York": hour >= 13 && hour < 22 };
  return Object.entries(open).filter(([, isOpen]) => isOpen).map(([name]) => name);
}
