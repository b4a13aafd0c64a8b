/** A value on an axis with its words. */
export type Tick = { readonly at: number; readonly words: string };

const IDLE = /\.0+(?= %$|$)/;

/** About `most` round values from low to high. */
export function valueTicks(low: number, high: number, format: (value: number) => string, most = 5): Tick[] {
  const rough = (high - low) / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * ([1, 2, 2.5, 5, 10].find((times) => times * size >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const ticks = Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => (first + k) * step).map((at) => ({ at, words: format(at) }));
  // Digits that are 0 on every tick say nothing.
  return ticks.every(({ words }) => IDLE.test(words)) ? ticks.map(({ at, words }) => ({ at, words: words.replace(IDLE, "") })) : ticks;
}

/** Round values from low to high for an axis on which equal distances are equal growth: 1, 2 and 5 of each decade, fewer where there are many decades; evenly spaced ones where that leaves less than three. */
export function growthTicks(low: number, high: number, format: (value: number) => string, most = 5): Tick[] {
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 }, (_, k) => 10 ** (Math.floor(Math.log10(low)) + k));
  const inside = (times: readonly number[], step = 1) => decades.flatMap((decade, k) => (k % step === 0 ? times.map((one) => one * decade) : [])).filter((at) => at >= low && at <= high);
  const candidates = [inside([1, 2, 5]), inside([1, 3]), inside([1]), inside([1], 2), inside([1], 5)];
  const found = candidates.find((ticks) => ticks.length <= most + 2) ?? candidates.at(-1)!;
  return found.length < 3 ? valueTicks(low, high, format, most) : found.map((at) => ({ at, words: format(at) }));
}

/** Letters of all ticks together: what the axis has room for on a phone. */
const ROOM = 36;

/** Rows at which a year, a month or a day begins, at most `most` of them and as many as there is room for, evenly chosen; of a shorter span its first row. in: ISO dates, oldest first */
export function dateTicks(dates: readonly string[], most = 6): Tick[] {
  for (const letters of [4, 7, 10]) {
    const starts = dates.flatMap((date, row) => (row > 0 && date.slice(0, letters) !== dates[row - 1]!.slice(0, letters) ? [{ at: row, words: date.slice(0, letters) }] : []));
    if (starts.length < 3) continue;
    const step = Math.ceil(starts.length / Math.min(most, Math.floor(ROOM / letters)));
    return starts.filter((_, k) => k % step === 0);
  }
  return dates.length === 0 ? [] : [{ at: 0, words: dates[0]!.replace("T", " ").slice(0, 16) }];
}
