import type { Search } from "../../tuning/search/search.ts";
import type { TrialRecord } from "../../tuning/search/trialRecord.ts";
import { ShowError } from "../error.ts";
import { type Figure, plotted, type Trace } from "../figure.ts";
import { type Axis, axisOf, FALL, type FigureOptions, INK, layoutOf, PALETTE, QUIET } from "../theme.ts";

type Ended = Extract<TrialRecord, { value: number }>;

/** How the search came on: the value of each trial, those stopped early as crosses, and the best complete one so far. The note counts them all. */
export function searchFigure(search: Pick<Search, "trials">, { xTitle = "trial", ...options }: FigureOptions = {}): Figure {
  const ended = endedTrials("searchFigure", search);
  const complete = ended.filter(({ state }) => state === "complete");
  let best = Infinity;
  const bests = complete.map(({ value }) => (best = Math.min(best, value)));
  return {
    data: [
      ...marks(ended, ({ number }) => number),
      { type: "scatter", mode: "lines", name: "best so far", x: complete.map(({ number }) => number), y: plotted(bests), line: { shape: "hv", width: 1.8, color: INK } },
    ],
    layout: { ...layoutOf({ title: "Search", note: noteOf(search), ...options, xTitle }, { hasLegend: true }), hovermode: "closest", xaxis: wholeAxis(xTitle, ended.map(({ number }) => number)), yaxis: axisOf(options.yTitle ?? "value", { range: rangeOf(ended) }) },
  };
}

/** Curves of the trials, step by step; grey are those that were stopped early, blue those that came to their end, dark the best. */
export function trialCurvesFigure(search: Pick<Search, "trials">, { xTitle = "step", ...options }: FigureOptions = {}): Figure {
  const ended = endedTrials("trialCurvesFigure", search).filter(({ intermediate }) => intermediate.length > 0);
  if (ended.length === 0) throw new ShowError("trialCurvesFigure: no trial told of its steps; only trials that report can be drawn so");
  const best = ended.filter(({ state }) => state === "complete").reduce<Ended | undefined>((least, one) => (least === undefined || one.value < least.value ? one : least), undefined);
  const kinds = [["stopped early", QUIET, (one: Ended) => one.state === "pruned"], ["complete", PALETTE[5], (one: Ended) => one.state === "complete" && one !== best], ["best", PALETTE[0], (one: Ended) => one === best]] as const;
  return {
    data: kinds.flatMap(([name, color, isOwn]) => {
      const own = ended.filter(isOwn);
      const points = own.flatMap(({ intermediate }) => [...intermediate, { step: null, value: Number.NaN }]);
      return own.length === 0 ? [] : [{ type: "scatter", mode: "lines+markers", name, x: points.map(({ step }) => step), y: plotted(points.map(({ value }) => value)), line: { width: name === "best" ? 2.2 : 1, color }, marker: { size: 4, color } }];
    }),
    layout: { ...layoutOf({ title: "Trials step by step", note: countsOf(search), ...options, xTitle }, { hasLegend: true }), hovermode: "closest", xaxis: wholeAxis(xTitle, ended.flatMap(({ intermediate }) => intermediate.map(({ step }) => step))), yaxis: axisOf(options.yTitle ?? "value") },
  };
}

/** Trials that have a value; refuses a search without one. */
export function endedTrials(what: string, { trials }: Pick<Search, "trials">): readonly Ended[] {
  const ended = trials.filter((trial) => trial.state === "complete" || trial.state === "pruned");
  if (ended.length === 0) throw new ShowError(`${what}: none of ${trials.length} trials has a value; see the reasons in trialTable`);
  return ended;
}

/** Complete trials as dots, those stopped early as crosses. A mark at the border is drawn whole, one beyond it not at all. */
export function marks(ended: readonly Ended[], x: (trial: Ended) => string | number, more: Trace = {}): Trace[] {
  const kinds = [["complete", "complete", { size: 6, color: PALETTE[0], opacity: 0.75 }], ["pruned", "stopped early", { size: 6, color: FALL, symbol: "x-thin", line: { width: 1.4, color: FALL } }]] as const;
  return kinds.flatMap(([state, name, marker]) => {
    const own = ended.filter((trial) => trial.state === state);
    return own.length === 0 ? [] : [{ type: "scatter", mode: "markers", cliponaxis: false, name, legendgroup: name, x: own.map(x), y: plotted(own.map(({ value }) => value)), marker, ...more }];
  });
}

export function countsOf({ trials }: Pick<Search, "trials">): string {
  const of = (state: TrialRecord["state"]) => trials.filter((trial) => trial.state === state).length;
  return `${trials.length} trials: ${of("complete")} complete, ${of("pruned")} stopped early, ${of("failed")} failed`;
}

/** The counts, and how many trials stand above the range. */
export function noteOf(search: Pick<Search, "trials">): string {
  const ended = search.trials.filter((trial) => trial.state === "complete" || trial.state === "pruned");
  const [, top] = rangeOf(ended);
  const above = ended.filter(({ value }) => value > top).length;
  return `${countsOf(search)}${above === 0 ? "" : `; ${above} above the figure`}`;
}

/** From below the best to above the worst that is not far from nine of ten: one trial that went astray would flatten all others. */
export function rangeOf(ended: readonly Ended[]): readonly [number, number] {
  const sorted = ended.map(({ value }) => value).sort((a, b) => a - b);
  const [low, usual] = [sorted[0]!, sorted[Math.ceil(0.9 * (sorted.length - 1))]!];
  const high = sorted.findLast((value) => value <= usual + (usual - low))!;
  const room = 0.08 * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}

/** An axis of whole numbers: where they are few, each has its tick, and none stands between two. */
function wholeAxis(title: string, numbers: readonly number[]): Axis {
  const span = numbers.reduce((most, each) => Math.max(most, each), -Infinity) - numbers.reduce((least, each) => Math.min(least, each), Infinity);
  return axisOf(title, span <= 10 ? { dtick: 1 } : {});
}
