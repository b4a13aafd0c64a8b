import { fitSigmoid, type Sigmoid } from "../calibration/platt.ts";
import { decisionValues, pairsOf, type SvmMachine } from "./svmMachine.ts";

/** Rows with their classes. [N·P], [N] */
type Judged = { readonly values: Float32Array; readonly targets: Float32Array };

/**
 * A sigmoid for each pair of classes, from the decisions on the first of several tables that holds both classes. Platt 1999.
 * in: tables, the one to learn from first; the last holds all classes  out: [D]
 */
export function calibratedPairs(machine: SvmMachine, labels: readonly number[], tables: readonly Judged[]): Sigmoid[] {
  const decided = tables.map(({ targets, values }) => ({ targets, decisions: decisionValues(values, machine) }));
  const pairs = pairsOf(labels.length);
  return pairs.map(([a, b], d) => {
    const own = decided.map(({ decisions, targets }) => {
      const of = Array.from(targets, (_, n) => n).filter((n) => targets[n] === labels[a] || targets[n] === labels[b]);
      return { scores: of.map((n) => decisions[n * pairs.length + d]!), isFirst: of.map((n) => targets[n] === labels[a]) };
    });
    const { isFirst, scores } = own.find((each) => each.isFirst.includes(true) && each.isFirst.includes(false)) ?? own.at(-1)!;
    return fitSigmoid(scores, isFirst);
  });
}
