import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { leftOf } from "../explanations/importance.ts";
import { axisOf, FALL, type FigureOptions, layoutOf, QUIET, RISE } from "../theme.ts";

/** One model's figure of merit with its interval. */
export type Measured = { readonly model: string; readonly value: number; readonly low: number; readonly high: number };

export type ComparisonOptions = FigureOptions & {
  /** Where nothing is gained or lost. Default 0. */
  readonly reference?: number;
  /** Whether smaller is better, as with errors. Default false. */
  readonly isLowerBetter?: boolean;
};

/** Models by one measure with its intervals, the best on top (forest plot). Green and orange are models whose interval lies wholly on the better or the worse side of the reference, grey all that cannot be told from it. in: skill with its bootstrap interval, a row a model */
export function comparisonFigure(measured: readonly Measured[], { isLowerBetter = false, reference = 0, ...options }: ComparisonOptions = {}): Figure {
  if (measured.length === 0) throw new ShowError("comparisonFigure: there is no model; give at least one");
  const wrong = measured.find(({ high, low, value }) => !(low <= value && value <= high));
  if (wrong) throw new ShowError(`comparisonFigure: "${wrong.model}" has the value ${wrong.value} outside its interval ${wrong.low} … ${wrong.high}; give them in one unit`);
  const sign = isLowerBetter ? -1 : 1;
  const sorted = [...measured].sort((a, b) => sign * (b.value - a.value));
  const names = sorted.map(({ model }) => model);
  const kinds = [["better", RISE, "circle"], ["not told apart", QUIET, "diamond"], ["worse", FALL, "square"]] as const;
  const kindOf = ({ high, low }: Measured) => ((isLowerBetter ? high < reference : low > reference) ? "better" : (isLowerBetter ? low > reference : high < reference) ? "worse" : "not told apart");
  const layout = layoutOf({ title: "Models compared", height: 150 + names.length * 26, ...options }, { hasLegend: true });
  return {
    data: kinds.flatMap(([kind, color, symbol]) => {
      const own = sorted.filter((one) => kindOf(one) === kind);
      if (own.length === 0) return [];
      return [{
        type: "scatter", mode: "markers", name: kind, x: plotted(own.map(({ value }) => value)), y: own.map(({ model }) => model), marker: { size: 8, color, symbol },
        error_x: { type: "data", symmetric: false, array: plotted(own.map(({ high, value }) => high - value)), arrayminus: plotted(own.map(({ low, value }) => value - low)), thickness: 1.6, width: 4, color },
      }];
    }),
    layout: {
      ...layout, hovermode: "closest", margin: { ...Object(layout["margin"]), l: leftOf(names) },
      shapes: [{ type: "line", yref: "paper", y0: 0, y1: 1, x0: reference, x1: reference, line: { color: QUIET, width: 1, dash: "dot" } }],
      xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle, { type: "category", categoryorder: "array", categoryarray: names, range: [names.length - 0.4, -0.6] }),
    },
  };
}
