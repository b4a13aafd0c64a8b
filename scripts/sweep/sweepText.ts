import type { Sweep } from "../../lib/backtest/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { formatBarTime } from "../../lib/market/index.ts";
import { formatMeasure, type BestSet } from "../../lib/statistics/index.ts";

const percent = (share: number) => (Number.isNaN(share) ? "N/A" : `${(100 * share).toFixed(1)} %`);
const two = (value: number) => (Number.isNaN(value) ? "N/A" : value.toFixed(2));

/** Indices of the sets with the highest Sharpe ratios, best first; those without one come last. */
export function bestFirst({ sets, sharpe }: Sweep): readonly number[] {
  return sets.map((_, k) => k).sort((a, b) => (Number.isNaN(sharpe[a]!) ? -Infinity : sharpe[a]!) < (Number.isNaN(sharpe[b]!) ? -Infinity : sharpe[b]!) ? 1 : -1);
}

/** The sweep as a person reads it: how many trials, the best sets, and beside the best one what having chosen it leaves. */
export function sweepText(sweep: Sweep, best: BestSet, top: number): string {
  const { assumptions, closeTime, grid, refused, rule, symbol, trials } = sweep;
  const names = Object.keys(grid);
  const rows = bestFirst(sweep).slice(0, top).map((k, place) => [
    ...names.map((name) => String(sweep.sets[k]![name])), percent(sweep.totalReturn[k]!), percent(sweep.cagr[k]!), two(sweep.sharpe[k]!), two(sweep.sortino[k]!), percent(sweep.maxDrawdown[k]!),
    String(sweep.trades[k]), percent(sweep.winRate[k]!), percent(sweep.exposure[k]!), two(sweep.turnover[k]!), two(sweep.costs[k]!),
    place === 0 ? formatMeasure(best.deflatedSharpe, percent) : "", place === 0 ? ("reason" in best.overfitting ? formatMeasure(best.overfitting) : percent(best.overfitting.probability)) : "",
  ]);
  const columns = [...names, "return", "CAGR", "Sharpe", "Sortino", "max drawdown", "trades", "win rate", "exposure", "turnover", "costs", "deflated Sharpe", "PBO"];
  return [
    `${symbol}, ${closeTime.length} bars from ${formatBarTime(closeTime[0]!)} to ${formatBarTime(closeTime.at(-1)!)}, ${rule}: ${trials} sets, after costs${refused === 0 ? "" : `; ${refused} more make no sense and were left out`}`, "",
    ...alignedTable(columns, rows), "", ...best.sentences, "The best of many is good by chance; judge it on bars that the sweep has not seen.", "", "Assumed:", ...assumptions.map((sentence) => `· ${sentence}`),
  ].join("\n");
}
