import { ShowError } from "./error.ts";
import { type Figure, plotted } from "./figure.ts";
import { axisOf, type FigureOptions, layoutOf } from "./theme.ts";

export type ScatterOptions = FigureOptions & {
  /** Points drawn at most: evenly many along the rows, and the extremes of both axes. */
  readonly points?: number;
  /** Draw the line y = x, where a perfect forecast lies. */
  readonly hasDiagonal?: boolean;
};

const ZERO = { zeroline: true, zerolinecolor: "#B9BEC6" };

/** Points of two series against each other. Pairs with a missing value are left out. */
export function scatterFigure(x: ArrayLike<number>, y: ArrayLike<number>, options: ScatterOptions = {}): Figure {
  if (x.length !== y.length) throw new ShowError(`scatterFigure: x has ${x.length} values and y has ${y.length}; give pairs`);
  const complete = Array.from({ length: x.length }, (_, row) => row).filter((row) => Number.isFinite(x[row]!) && Number.isFinite(y[row]!));
  const rows = chosenRows(complete, x, y, options.points ?? 1500);
  const note = options.note ?? (rows.length < complete.length ? `${rows.length.toLocaleString("en")} of ${complete.length.toLocaleString("en")} points` : "");
  const reach = [x, y].flatMap((axis) => [Math.min(...rows.map((row) => axis[row]!)), Math.max(...rows.map((row) => axis[row]!))]);
  const ends = [Math.max(reach[0]!, reach[2]!), Math.min(reach[1]!, reach[3]!)];
  const diagonal = options.hasDiagonal === true ? [{ type: "scatter", mode: "lines", name: "y = x", x: plotted(ends), y: plotted(ends), line: { width: 1, dash: "dash", color: "#5B5B5B" } }] : [];
  return {
    data: [{ type: "scatter", mode: "markers", name: "pairs", x: plotted(x, rows), y: plotted(y, rows), marker: { size: 5, opacity: 0.5 } }, ...diagonal],
    layout: { ...layoutOf({ ...options, note }), hovermode: "closest", xaxis: axisOf(options.xTitle, ZERO), yaxis: axisOf(options.yTitle, ZERO) },
  };
}

function chosenRows(rows: readonly number[], x: ArrayLike<number>, y: ArrayLike<number>, points: number): readonly number[] {
  if (rows.length <= points) return rows;
  const kept = new Set(Array.from({ length: points - 4 }, (_, k) => rows[Math.floor((k * rows.length) / (points - 4))]!));
  for (const axis of [x, y]) {
    kept.add(rows.reduce((least, row) => (axis[row]! < axis[least]! ? row : least)));
    kept.add(rows.reduce((most, row) => (axis[row]! > axis[most]! ? row : most)));
  }
  return [...kept].sort((a, b) => a - b);
}
