import type { Figure } from "./figure.ts";
import { type Lines, lineTrace } from "./lines.ts";
import { canBeLogarithmic, isBetterLogarithmic, logarithmicAxis } from "./logarithmicAxis.ts";
import { axisOf, type Axis, type FigureOptions, type Layout, layoutOf, PALETTE, QUIET, topMargin } from "./theme.ts";

const POINTS = 600;

export type EquityOptions = FigureOptions & {
  /** Whether equal distances of the equity are equal growth. Default: where the curves, the lowest to the highest value of all of them, span more than 3 times. */
  readonly isLogarithmic?: boolean;
};

/**
 * Equity over time above, drawdown below: how far each line is under its highest value so far, as a share.
 * A switch makes the axis of the equity linear or logarithmic, as on the charts of brokers; a curve that reaches 0 has no logarithm, and then there is none.
 * in: close times, and equity by name, the strategy first; "buy and hold" is drawn in grey
 */
export function equityFigure(closeTime: ArrayLike<number>, equity: Lines, { isLogarithmic, ...options }: EquityOptions = {}): Figure {
  const { yTitle = "equity" } = options;
  const names = Object.keys(equity);
  const curves = Object.values(equity);
  const colours = PALETTE.filter((colour) => colour !== "#5B5B5B");
  const colour = (name: string, k: number) => (/hold/i.test(name) ? QUIET : colours[k % colours.length]);
  const logarithmic = canBeLogarithmic(curves) ? logarithmicAxis(curves) : undefined;
  const isLog = logarithmic !== undefined && (isLogarithmic ?? isBetterLogarithmic(curves));
  const house = layoutOf({ height: 480, title: "Equity and drawdown", ...options }, { hasLegend: true });
  return {
    data: names.flatMap((name, k) => {
      const values = equity[name] ?? [];
      const line = { width: 1.6, color: colour(name, k) };
      return [
        lineTrace(name, closeTime, values, POINTS, { line, legendgroup: name }),
        lineTrace(`drawdown of ${name}`, closeTime, underPeak(values), POINTS, {
          line: { ...line, width: 1.1 },
          legendgroup: name,
          showlegend: false,
          yaxis: "y2",
          ...(k === 0 ? { fill: "tozeroy", fillcolor: "rgba(0,114,178,0.15)" } : {}),
        }),
      ];
    }),
    layout: {
      ...house,
      xaxis: axisOf(options.xTitle, { anchor: "y2" }),
      yaxis: axisOf(isLog ? `${yTitle}${ON_LOG}` : yTitle, { domain: [0.36, 1], ...(isLog ? logarithmic : {}) }),
      yaxis2: axisOf("drawdown", { domain: [0, 0.28], tickformat: ".0%" }),
      ...(logarithmic === undefined ? {} : { margin: { ...Object(house["margin"]), t: topMargin("title", "switch") }, ...scaleSwitch(yTitle, logarithmic, isLog) }),
    },
  };
}

/** What an axis says of itself, so that a still picture cannot be misread. */
const ON_LOG = ", log scale";

/** Two buttons at the upper right, the chosen one shaded. The scale that is left takes its ticks with it. */
function scaleSwitch(yTitle: string, logarithmic: Axis, isLog: boolean): Layout {
  const button = (label: string, title: string, axis: Axis) => ({
    label, method: "relayout", args: [Object.fromEntries(Object.entries({ dtick: null, tickformat: "", ...axis, autorange: true, "title.text": title }).map(([key, value]) => [`yaxis.${key}`, value]))],
  });
  const buttons = [button("linear", yTitle, { type: "linear" }), button("log", `${yTitle}${ON_LOG}`, logarithmic)];
  return { updatemenus: [{ type: "buttons", direction: "right", buttons, active: isLog ? 1 : 0, showactive: true, x: 1, xanchor: "right", y: 1, yanchor: "bottom", pad: { b: 6 }, bgcolor: "#FFFFFF", bordercolor: "#B9BEC6", font: { size: 11 } }] };
}

function underPeak(values: ArrayLike<number>): Float64Array {
  let peak = -Infinity;
  return Float64Array.from(values, (value) => {
    if (value > peak) peak = value;
    return value / peak - 1;
  });
}
