import type { CombinatorialFold } from "../../validation/combinatorialPurged.ts";
import { foldSpans } from "../../validation/foldSpans.ts";
import type { Fold } from "../../validation/walkForward.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { formatTime } from "../formats.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE, QUIET } from "../theme.ts";

export type FoldsOptions = FigureOptions & {
  /** Times of the rows, UTC milliseconds; without them the axis counts rows. */
  readonly closeTime?: ArrayLike<number>;
  /** Folds drawn at most, evenly many. Default 40. */
  readonly most?: number;
};

const PARTS = [["train", "learnt from", PALETTE[0]], ["left out", "purge and embargo", QUIET], ["test", "judged", PALETTE[1]]] as const;

/** Which rows each fold learns from, leaves out and is judged on, a line a fold, the first on top. in: folds of `walkForward` or `combinatorialPurged` */
export function foldsFigure(folds: readonly (Fold | CombinatorialFold)[], { closeTime, most = 40, xTitle = closeTime ? "" : "row", ...options }: FoldsOptions = {}): Figure {
  if (folds.length === 0) throw new ShowError("foldsFigure: there is no fold; give at least one");
  const shown = folds.length <= most ? folds.map((_, k) => k) : Array.from({ length: most }, (_, k) => Math.round((k * (folds.length - 1)) / (most - 1)));
  const spans = foldSpans(shown.map((k) => folds[k]!));
  const thickness = Math.max(3, Math.min(14, Math.floor(420 / shown.length)));
  const room = 0.2 + folds.length / shown.length / 2; // of the first and the last bar, so that neither is cut
  const at = (row: number): string | number => {
    if (!closeTime) return row;
    const time = closeTime[Math.min(row, closeTime.length - 1)];
    if (time === undefined) throw new ShowError(`foldsFigure: a fold reaches row ${row}, there are ${closeTime.length} times; give those of all rows`);
    return formatTime(time);
  };
  const note = options.note ?? (shown.length < folds.length ? `${shown.length} of ${folds.length} folds` : "");
  return {
    data: PARTS.map(([part, name, color]) => {
      const own = spans.filter((span) => span.part === part);
      return { type: "scatter", mode: "lines", name, x: own.flatMap(({ from, to }) => [at(from), at(to), null]), y: own.flatMap(({ fold }) => [shown[fold]! + 1, shown[fold]! + 1, null]), line: { width: thickness, color }, connectgaps: false };
    }),
    layout: {
      ...layoutOf({ title: "Folds", height: Math.min(700, 170 + shown.length * (thickness + 5)), ...options, note, xTitle }, { hasLegend: true }), hovermode: "closest",
      xaxis: axisOf(xTitle), yaxis: axisOf(options.yTitle ?? "fold", { range: [folds.length + room, 1 - room], ...(folds.length <= 12 ? { dtick: 1 } : {}) }),
    },
  };
}
