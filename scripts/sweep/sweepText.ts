import { alignedTable } from "../../lib/runs/index.ts";
import { formatBarTime } from "../../lib/market/index.ts";
import { formatMeasure } from "../../lib/statistics/index.ts";
import type { SweepOutcome } from "./sweepOutcome.ts";
import { bestFirst, cellsOfRow, cellsOfSet, MEASURES } from "./sweepTable.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What is said at the end of any sweep. */
export const WARNING = "The best of many is good by chance; judge it on bars that the sweep has not seen.";

/** Which bars a sweep ran over, and how many sets. */
export function sweepAbout({ sweep: { closeTime, refused, trials } }: SweepOutcome): string {
  return `${closeTime.length} bars from ${formatBarTime(closeTime[0]!)} to ${formatBarTime(closeTime.at(-1)!)}: ${trials} sets, after costs${refused === 0 ? "" : `; ${refused} more make no sense and were left out`}`;
}

/** The sweep as a person reads it: how many trials, the best sets beside buy-and-hold, and what having chosen the best one leaves. */
export function sweepText(outcome: SweepOutcome, top: number): string {
  const { best, hold, sweep } = outcome;
  const names = Object.keys(sweep.grid);
  const choice = [formatMeasure(best.deflatedSharpe, percent), "reason" in best.overfitting ? formatMeasure(best.overfitting) : percent(best.overfitting.probability)];
  const rows = bestFirst(sweep).slice(0, top).map((set, place) => [...names.map((name) => String(sweep.sets[set]![name])), ...cellsOfSet(sweep, set), ...(place === 0 ? choice : ["", ""])]);
  const held = [...names.map((_, k) => (k === 0 ? hold.name : "")), ...cellsOfRow(hold), "", ""];
  return [
    `${sweep.symbol}, ${sweep.rule}, ${sweepAbout(outcome)}`, "", ...alignedTable([...names, ...MEASURES, "deflated Sharpe", "PBO"], [...rows, held]), "",
    ...best.sentences, WARNING, "", "Assumed:", ...sweep.assumptions.map((sentence) => `· ${sentence}`),
  ].join("\n");
}
