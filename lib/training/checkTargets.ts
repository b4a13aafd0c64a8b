import type { LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";
import type { Loss } from "./losses/index.ts";
import { targetsOf } from "./targetsOf.ts";

/** Refuses a network whose outputs do not fit the loss, and targets that the loss cannot take: a class that is none would count as 0. */
export function checkTargets(name: string, model: LayersModel, loss: Loss, windows: Windows): void {
  const shape = model.outputs[0]?.shape ?? [];
  const outputs = shape[1] ?? 1;
  const wanted = loss.outputs ?? (loss.targets === "class" ? undefined : 1);
  if (shape.length !== 2 || (wanted === undefined ? outputs < 2 : outputs !== wanted)) {
    const text = wanted === undefined ? "one number a class, two or more" : wanted === 1 ? "one number" : `${wanted} numbers`;
    throw new TrainingError(`fit: the loss ${loss.name} needs a network that gives ${text} a window, it gives [${shape.map((size) => size ?? "B").join(", ")}]`);
  }
  for (const target of targetsOf(name, loss, windows)) checkTarget(name, loss, outputs, windows, target);
}

function checkTarget(name: string, loss: Loss, outputs: number, { rows }: Windows, target: ReturnType<typeof targetsOf>[number]): void {
  const ranges = {
    number: [Number.isFinite, "a finite number"],
    share: [(y: number) => y >= 0 && y <= 1, "a number from 0 to 1"],
    class: [(y: number) => Number.isInteger(y) && y >= 0 && y < outputs, `a class from 0 to ${outputs - 1}`],
  } as const;
  const [fits, range] = ranges[target.kind];
  const n = target.values.findIndex((y) => !fits(y));
  if (n < 0) return;
  throw new TrainingError(`${name}: window ${n} (row ${rows[n]}) has the target ${target.name ? `"${target.name}" ` : ""}${target.values[n]}, the loss ${loss.name} needs ${range}`);
}
