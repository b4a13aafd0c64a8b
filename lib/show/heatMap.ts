import { ShowError } from "./error.ts";
import { type Figure, plotted } from "./figure.ts";
import { axisOf, DIVERGING, type FigureOptions, layoutOf, SEQUENTIAL } from "./theme.ts";

export type HeatMapOptions = FigureOptions & {
  /** Values of the two ends of the colours. Without them: −m … m around zero if there are negative values, else the data's own range. */
  readonly range?: readonly [number, number];
  /** Write the number into each field. Default: up to 12 columns. */
  readonly isLabelled?: boolean;
};

/**
 * A grid of coloured fields, first row on top. Signed values get blue below zero and orange above.
 * in: names of rows and columns, values [rows][columns], NaN for an empty field
 */
export function heatMapFigure(rows: readonly string[], columns: readonly string[], values: readonly ArrayLike<number>[], options: HeatMapOptions = {}): Figure {
  if (values.length !== rows.length || values.some((row) => row.length !== columns.length)) {
    throw new ShowError(`heatMapFigure: ${rows.length} × ${columns.length} names, but values have ${values.length} rows of ${values[0]?.length ?? 0}; give one value for each pair of names`);
  }
  const finite = values.flatMap((row) => Array.from(row).filter(Number.isFinite));
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  const isSigned = options.range === undefined ? low < 0 : options.range[0] < 0;
  const most = Math.max(Math.abs(low), Math.abs(high));
  const [zmin, zmax] = options.range ?? (isSigned ? [-most, most] : [low, high]);
  const colours = isSigned ? DIVERGING : SEQUENTIAL;
  const isLabelled = options.isLabelled ?? columns.length <= 12;
  const layout = layoutOf({ ...options, height: options.height ?? Math.min(900, Math.max(240, 120 + rows.length * 28)) });
  return {
    data: [
      {
        type: "heatmap",
        x: columns,
        y: rows,
        z: values.map((row) => plotted(row)),
        zmin,
        zmax,
        colorscale: colours.map((colour, k) => [k / (colours.length - 1), colour]),
        xgap: 1,
        ygap: 1,
        hovertemplate: "%{y} · %{x}<br>%{z:.4f}<extra></extra>",
        ...(isLabelled ? { texttemplate: "%{z:.2f}", textfont: { size: 11 } } : {}),
        colorbar: { thickness: 12, outlinewidth: 0 },
      },
    ],
    layout: {
      ...layout,
      hovermode: "closest",
      xaxis: axisOf(options.xTitle, { type: "category", showgrid: false, tickangle: columns.length <= 24 && columns.every((name) => name.length <= 3) ? 0 : columns.length > 20 ? -90 : columns.length > 8 ? -40 : 0 }),
      yaxis: axisOf(options.yTitle, { type: "category", showgrid: false, autorange: "reversed" }),
    },
  };
}
