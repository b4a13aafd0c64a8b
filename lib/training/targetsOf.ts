import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";
import type { Loss } from "./losses/index.ts";

/** The targets that a loss reads, each with its name and what it may be. [M] */
export function targetsOf(name: string, loss: Loss, { others, targets }: Windows): { readonly name: string; readonly kind: Loss["targets"]; readonly values: Float32Array }[] {
  const further = (loss.others ?? []).map((other) => {
    const values = others?.[other.name];
    if (values) return { ...other, values };
    throw new TrainingError(`${name}: the loss ${loss.name} needs the target "${other.name}", the windows have ${others ? Object.keys(others).join(", ") : "one target alone"}. Name it in \`others\` of slidingWindows.`);
  });
  return [{ name: "", kind: loss.targets, values: targets }, ...further];
}

/** The targets side by side, as a loss reads them. out: [N, M] row by row */
export function targetMatrix(name: string, loss: Loss, windows: Windows): { readonly values: Float32Array; readonly width: number } {
  const columns = targetsOf(name, loss, windows);
  const width = columns.length;
  if (width === 1) return { values: windows.targets, width };
  const values = new Float32Array(windows.count * width);
  columns.forEach((column, m) => column.values.forEach((y, n) => (values[n * width + m] = y)));
  return { values, width };
}
