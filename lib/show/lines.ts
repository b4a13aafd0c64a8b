import { thinnedRows } from "./decimate.ts";
import { ShowError } from "./error.ts";
import { type Figure, plotted, type Trace } from "./figure.ts";
import { formatTime } from "./formats.ts";
import { logarithmicAxis } from "./logarithmicAxis.ts";
import { axisOf, type FigureOptions, layoutOf } from "./theme.ts";

/** Positions along a figure: close times in UTC milliseconds, plain numbers, or names and ISO dates. */
export type Positions = ArrayLike<number> | readonly string[];
export type Lines = Readonly<Record<string, ArrayLike<number>>>;

export type LineOptions = FigureOptions & {
  /** Points a line keeps at most; every extreme stays. */
  readonly points?: number;
  readonly isLogarithmic?: boolean;
  /** Level lines with a name: { overbought: 70 }. */
  readonly levels?: Readonly<Record<string, number>>;
};

/** One line for each named series over the same positions. Long series are thinned, keeping their extremes. */
export function lineFigure(positions: Positions, lines: Lines, options: LineOptions = {}): Figure {
  const names = Object.keys(lines);
  const points = options.points ?? Math.max(400, Math.floor(1600 / Math.max(1, names.length)));
  const layout = layoutOf(options, { hasLegend: names.length > 1 });
  return {
    data: names.map((name) => lineTrace(name, positions, lines[name] ?? [], points)),
    layout: {
      ...layout,
      xaxis: axisOf(options.xTitle),
      yaxis: axisOf(options.yTitle, options.isLogarithmic === true ? logarithmicAxis(Object.values(lines)) : {}),
      ...levelLines(options.levels ?? {}),
    },
  };
}

/** One thinned line, to be put into any figure. */
export function lineTrace(name: string, positions: Positions, values: ArrayLike<number>, points: number, more: Trace = {}): Trace {
  if (positions.length !== values.length) throw new ShowError(`line "${name}" has ${values.length} values for ${positions.length} positions; give one value a position`);
  const rows = thinnedRows(values, points);
  return { type: "scatter", mode: "lines", name, x: placed(positions, rows), y: plotted(values, rows), line: { width: 1.6 }, ...more };
}

/** Positions as plotly's JSON wants them; numbers as large as times of 1973 and later are times. */
export function placed(positions: Positions, rows: readonly number[]): (string | number)[] {
  return rows.map((row) => {
    const at = positions[row]!;
    return typeof at === "number" && at > 1e11 ? formatTime(at) : at;
  });
}

const LEVEL_NAME = {
  xref: "paper",
  x: 1,
  xanchor: "right",
  yanchor: "bottom",
  showarrow: false,
  font: { size: 11, color: "#4A5058" },
  bgcolor: "rgba(255,255,255,0.75)",
};

/** Dashed level lines, named at the right end. */
export function levelLines(levels: Readonly<Record<string, number>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(levels);
  if (entries.length === 0) return {};
  return {
    shapes: entries.map(([, y]) => ({ type: "line", xref: "paper", x0: 0, x1: 1, y0: y, y1: y, line: { color: "#8A8F98", width: 1, dash: "dot" } })),
    annotations: entries.map(([name, y]) => ({ ...LEVEL_NAME, text: name, y })),
  };
}

/** Whether one series stands for itself, without a name. */
export function isOneSeries(values: Lines | ArrayLike<number>): values is ArrayLike<number> {
  return Array.isArray(values) || ArrayBuffer.isView(values);
}
