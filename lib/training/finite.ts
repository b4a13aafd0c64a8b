import { TrainingError } from "./error.ts";

/** Refuses a loss that is no number. */
export function finite(value: number, what: string): number {
  if (Number.isFinite(value)) return value;
  throw new TrainingError(`fit: ${what} is ${value}. Lower the learning rate, or scale the inputs and targets to a range near 1.`);
}
