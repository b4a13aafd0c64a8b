import path from "node:path";
import type { Sweep } from "../../lib/backtest/index.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { escapeHtml } from "../../lib/show/html.ts";
import { figurePng } from "../../lib/show/index.ts";
import type { BestSet } from "../../lib/statistics/index.ts";
import { namingOutput, writeOutput } from "../outputFile.ts";
import { parameterMap } from "./parameterMap.ts";

/** What a sweep can be written as, by the ending of the file. */
export const ENDINGS = [".json", ".html", ".png"] as const;

/** Writes a sweep: every number (.json), the map of its parameters (.png), or both as a page without anything from outside (.html). */
export async function writeSweep(file: string, sweep: Sweep, best: BestSet, text: string): Promise<void> {
  switch (path.extname(file)) {
    case ".png":
      return namingOutput(file, () => writeWhole(file, figurePng(parameterMap(sweep, best))));
    case ".html":
      return writeOutput(file, pageOf(sweep, best, text));
    default:
      return writeOutput(file, `${JSON.stringify(sweepJson(sweep, best), null, 1)}\n`);
  }
}

/** All of a sweep but its returns; a number that cannot be told is null. */
function sweepJson(sweep: Sweep, best: BestSet): object {
  const { assumptions, capital, closeTime, grid, interval, periodsPerYear, refused, rule, sets, symbol, trials } = sweep;
  const { cagr, costs, exposure, maxDrawdown, sharpe, sortino, totalReturn, trades, turnover, winRate } = sweep;
  const columns = { totalReturn, cagr, sharpe, sortino, maxDrawdown, trades, winRate, exposure, turnover, costs };
  const { deflatedSharpe, index, overfitting, sentences } = best;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    symbol, interval, from: iso(closeTime[0]!), to: iso(closeTime.at(-1)!), bars: closeTime.length, rule, grid, trials, refused, capital, periodsPerYear, assumptions,
    best: { index, set: best.set, sharpe: best.sharpe, countedTrials: best.trials, deflatedSharpe, pbo: "reason" in overfitting ? overfitting : overfitting.probability, sentences },
    sets: sets.map((set, k) => ({ ...set, ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[k]!])) })),
  };
}

function pageOf(sweep: Sweep, best: BestSet, text: string): string {
  const title = escapeHtml(`Sweep of ${sweep.rule} on ${sweep.symbol}`);
  const picture = figurePng(parameterMap(sweep, best)).toString("base64");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}img{max-width:100%}pre{overflow-x:auto;font-size:13px}</style></head>
<body><h1>${title}</h1><img alt="Sharpe ratio over the parameters" src="data:image/png;base64,${picture}"><pre>${escapeHtml(text)}</pre></body></html>
`;
}
