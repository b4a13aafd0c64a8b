import { checkRate, type Schedule } from "./schedule.ts";

/** The same rate all the time. */
export function constant(rate: number): Schedule {
  checkRate("fit", "learningRate", rate);
  return { name: `constant(${rate})`, everyStep: false, rate: () => rate };
}
