import { WindowError } from "./error.ts";
import type { Windows } from "./slidingWindows.ts";

/** The windows at the given positions, copied, in that order. */
export function selectWindows(windows: Windows, positions: ArrayLike<number>): Windows {
  const { count, features, lookback } = windows;
  const size = lookback * features;
  const inputs = new Float32Array(positions.length * size);
  const targets = new Float32Array(positions.length);
  const rows = new Int32Array(positions.length);
  for (let k = 0; k < positions.length; k++) {
    const n = positions[k]!;
    if (!(Number.isInteger(n) && n >= 0 && n < count)) throw new WindowError(`selectWindows: there is no window ${n}; there are ${count}, counted from 0`);
    inputs.set(windows.inputs.subarray(n * size, (n + 1) * size), k * size);
    targets[k] = windows.targets[n]!;
    rows[k] = windows.rows[n]!;
  }
  const others = windows.others && Object.fromEntries(Object.entries(windows.others).map(([name, values]) => [name, Float32Array.from(positions, (n) => values[n]!)]));
  return { ...windows, inputs, targets, ...(others ? { others } : {}), rows, count: positions.length };
}
