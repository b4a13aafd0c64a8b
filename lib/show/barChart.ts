import { ShowError } from "./error.ts";
import { type Figure, plotted } from "./figure.ts";
import { isOneSeries, type Lines } from "./lines.ts";
import { axisOf, type FigureOptions, layoutOf } from "./theme.ts";

export type BarOptions = FigureOptions & {
  /** Bars from left to right, names at the left: for long names. */
  readonly isHorizontal?: boolean;
};

/** Bars side by side for each name; one colour a series. */
export function barFigure(names: readonly string[], values: Lines | ArrayLike<number>, options: BarOptions = {}): Figure {
  const series: (readonly [string, ArrayLike<number>])[] = isOneSeries(values) ? [["", values]] : Object.entries(values);
  const { isHorizontal = false } = options;
  const layout = layoutOf({ ...(isHorizontal ? { height: 120 + names.length * 26 } : {}), ...options }, { hasLegend: series.length > 1 });
  return {
    data: series.map(([name, numbers]) => {
      if (numbers.length !== names.length) throw new ShowError(`barFigure: series "${name}" has ${numbers.length} values for ${names.length} names; give one value a name`);
      const lengths = plotted(numbers);
      return { type: "bar", name, ...(isHorizontal ? { orientation: "h", x: lengths, y: names } : { x: names, y: lengths }) };
    }),
    layout: {
      ...layout,
      ...(isHorizontal ? { margin: { ...Object(layout["margin"]), l: 24 + 7.5 * Math.max(...names.map((name) => name.length)) } } : {}),
      hovermode: "closest",
      bargap: 0.3,
      xaxis: axisOf(options.xTitle, isHorizontal ? { zeroline: true, zerolinecolor: "#B9BEC6" } : { type: "category" }),
      yaxis: axisOf(options.yTitle, isHorizontal ? { type: "category", autorange: "reversed" } : { zeroline: true, zerolinecolor: "#B9BEC6" }),
    },
  };
}
