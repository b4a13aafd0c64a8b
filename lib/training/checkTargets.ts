import type { LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";
import type { Loss } from "./losses/index.ts";

/** Refuses a network whose outputs do not fit the loss, and targets that the loss cannot take: a class that is none would count as 0. */
export function checkTargets(name: string, model: LayersModel, loss: Loss, { rows, targets }: Windows): void {
  const shape = model.outputs[0]?.shape ?? [];
  const outputs = shape[1] ?? 1;
  const wanted = loss.targets === "class" ? "one number a class, two or more" : "one number";
  if (shape.length !== 2 || (loss.targets === "class" ? outputs < 2 : outputs !== 1)) {
    throw new TrainingError(`fit: the loss ${loss.name} needs a network that gives ${wanted} a window, it gives [${shape.map((size) => size ?? "B").join(", ")}]`);
  }
  const fits = (y: number) => (loss.targets === "class" ? Number.isInteger(y) && y >= 0 && y < outputs : y >= 0 && y <= 1);
  const n = loss.targets === "number" ? -1 : targets.findIndex((y) => !fits(y));
  if (n < 0) return;
  const range = loss.targets === "class" ? `a class from 0 to ${outputs - 1}` : "a number from 0 to 1";
  throw new TrainingError(`${name}: window ${n} (row ${rows[n]}) has the target ${targets[n]}, the loss ${loss.name} needs ${range}`);
}
