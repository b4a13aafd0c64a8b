import path from "node:path";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { figurePng } from "../../lib/show/index.ts";
import { namingOutput, writeOutput } from "../outputFile.ts";
import { parameterMap } from "./parameterMap.ts";
import type { SweepOutcome } from "./sweepOutcome.ts";
import { sweepPage } from "./sweepPage.ts";

/** What a sweep can be written as, by the ending of the file. */
export const ENDINGS = [".json", ".html", ".png"] as const;

/** Writes a sweep: every number (.json), the map of its parameters (.png), or both as a page without anything from outside (.html). */
export async function writeSweep(file: string, outcome: SweepOutcome): Promise<void> {
  switch (path.extname(file)) {
    case ".png":
      return namingOutput(file, () => writeWhole(file, figurePng(parameterMap(outcome.sweep, outcome.best))));
    case ".html":
      return writeOutput(file, sweepPage(outcome));
    default:
      return writeOutput(file, `${JSON.stringify(sweepNumbers(outcome), null, 1)}\n`);
  }
}

/** All of a sweep but its returns; a number that cannot be told is null. */
export function sweepNumbers({ best, hold, sweep }: SweepOutcome): Readonly<Record<string, unknown>> {
  const { assumptions, capital, closeTime, grid, interval, periodsPerYear, refused, rule, sets, symbol, trials } = sweep;
  const { cagr, costs, exposure, maxDrawdown, sharpe, sortino, totalReturn, trades, turnover, winRate } = sweep;
  const columns = { totalReturn, cagr, sharpe, sortino, maxDrawdown, trades, winRate, exposure, turnover, costs };
  const { deflatedSharpe, index, overfitting, sentences } = best;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    symbol, interval, from: iso(closeTime[0]!), to: iso(closeTime.at(-1)!), bars: closeTime.length, rule, grid, trials, refused, capital, periodsPerYear, assumptions,
    best: { index, set: best.set, sharpe: best.sharpe, countedTrials: best.trials, deflatedSharpe, pbo: "reason" in overfitting ? overfitting : overfitting.probability, sentences },
    buyAndHold: hold,
    sets: sets.map((set, k) => ({ ...set, ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[k]!])) })),
  };
}
