import { isAvailable, mean, notAvailable, standardDeviation, type Measure, type NotAvailable } from "../../statistics/index.ts";
import type { Spread } from "./comparison.ts";

/** Mean and sample standard deviation of the measures that have a value; the first's reason where none has. */
export function spreadOf(measures: readonly Measure[]): Spread | NotAvailable {
  const values = measures.filter(isAvailable);
  if (values.length === 0) return measures.find((measure): measure is NotAvailable => !isAvailable(measure)) ?? notAvailable("nothing was measured");
  return { mean: mean(values), deviation: values.length === 1 ? null : standardDeviation(values), count: values.length };
}

export function isSpread(spread: Spread | NotAvailable): spread is Spread {
  return "mean" in spread;
}
