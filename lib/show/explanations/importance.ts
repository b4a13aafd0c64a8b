import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { axisOf, type FigureOptions, INK, layoutOf } from "../theme.ts";

/** What a column is worth, with its standard error where that is known. */
export type NamedImportance = { readonly name: string; readonly increase: number; readonly error?: number };

export type ImportanceOptions = FigureOptions & {
  /** Bars drawn at most, the largest. Default 25. */
  readonly most?: number;
};

/** Importance of columns as bars, the largest on top; error bars reach two standard errors, about 95 %. in: the columns of `permutationImportance`, or sizes by name */
export function importanceFigure(importance: readonly NamedImportance[] | Readonly<Record<string, number>>, { most = 25, ...options }: ImportanceOptions = {}): Figure {
  const all = isList(importance) ? importance : Object.entries(importance).map(([name, increase]): NamedImportance => ({ name, increase }));
  if (all.length === 0) throw new ShowError("importanceFigure: there is no column; give at least one");
  const drawn = [...all].sort((a, b) => b.increase - a.increase).slice(0, most);
  const hasErrors = drawn.some(({ error }) => error !== undefined);
  const notes = [...(hasErrors ? ["Bars of two standard errors"] : []), ...(drawn.length < all.length ? [`the ${drawn.length} largest of ${all.length}`] : [])];
  const { xTitle = hasErrors ? "growth of the error without it" : "importance" } = options;
  const layout = layoutOf({ title: "Importance of columns", note: notes.join("; "), height: 150 + drawn.length * 24, ...options, xTitle });
  return {
    data: [{
      type: "bar", orientation: "h", name: "importance", y: drawn.map(({ name }) => name), x: plotted(drawn.map(({ increase }) => increase)),
      ...(hasErrors ? { error_x: { type: "data", array: plotted(drawn.map(({ error = 0 }) => 2 * error)), thickness: 1.2, width: 3, color: INK } } : {}),
    }],
    layout: {
      ...layout, hovermode: "closest", bargap: 0.3, margin: { ...Object(layout["margin"]), l: leftOf(drawn.map(({ name }) => name)) },
      xaxis: axisOf(xTitle, { zeroline: true, zerolinecolor: "#B9BEC6" }),
      yaxis: axisOf(options.yTitle, { type: "category", autorange: "reversed" }),
    },
  };
}

function isList(importance: readonly NamedImportance[] | Readonly<Record<string, number>>): importance is readonly NamedImportance[] {
  return Array.isArray(importance);
}

/** Pixels for the longest name at the left. */
export function leftOf(names: readonly string[]): number {
  return 24 + 7.5 * names.reduce((most, name) => Math.max(most, name.length), 0);
}
