import { thinnedRows } from "../decimate.ts";
import { text, type Html } from "./elements.ts";
import { dateTicks, growthTicks, valueTicks, type Tick } from "./ticks.ts";

/** A line by its name; `own` is the strategy's colour, `hold` that of buy-and-hold, `soft` a pale one. */
export type ChartLine = { readonly name: string; readonly tone: "own" | "hold" | "soft"; readonly values: ArrayLike<number>; /** Fill down to 0. */ readonly isFilled?: boolean };
/** An area between two lines. */
export type ChartBand = { readonly low: ArrayLike<number>; readonly high: ArrayLike<number>; readonly name: string };

export type ChartOptions = {
  readonly label: string;
  readonly format: (value: number) => string;
  /** Pixels. */
  readonly height?: number;
  readonly bands?: readonly ChartBand[];
  /** Words at rows in place of dates. */
  readonly ticks?: readonly Tick[];
  /** Values that shall be in the picture. */
  readonly includes?: readonly number[];
  readonly isLogarithmic?: boolean;
};

const POINTS = 600;
const READINGS = 200;
const WIDTH = 1000;
const TALL = 100;

/**
 * Lines over rows as static SVG. The picture is stretched to the page, strokes and words are not: a phone shows the same letters as a screen.
 * in: names of rows [N], lines [N]  out: a figure; the small script of the page reads values under the pointer
 */
export function lineChart(rows: readonly string[], lines: readonly ChartLine[], { bands = [], format, height = 240, includes = [], isLogarithmic = false, label, ticks }: ChartOptions): Html {
  const place = isLogarithmic ? Math.log : (value: number) => value;
  const [low, high] = rangeOf([...lines.map(({ values }) => values), ...bands.flatMap((band) => [band.low, band.high])], includes);
  const [bottom, top] = [place(low), place(high)];
  const x = (row: number) => round((row / Math.max(1, rows.length - 1)) * WIDTH);
  const y = (value: number) => round(TALL - ((place(value) - bottom) / (top - bottom)) * TALL);
  const xTicks = ticks ?? dateTicks(rows);
  const yTicks = (isLogarithmic ? growthTicks : valueTicks)(low, high, format, height < 160 ? 3 : 5);
  const pathOf = (values: ArrayLike<number>) => path(values, x, y);
  const shapes = [
    ...yTicks.map(({ at }) => `<path class="grid" d="M0 ${y(at)}H${WIDTH}"/>`),
    ...bands.map((band) => `<path class="band" d="${pathOf(band.high)}${path(band.low, x, y, true)}Z"/>`),
    ...lines.filter(({ isFilled }) => isFilled === true).map(({ tone, values }) => `<path class="fill ${tone}" d="M0 ${y(Math.min(high, Math.max(low, 0)))}L${pathOf(values).slice(1)}L${WIDTH} ${y(Math.min(high, Math.max(low, 0)))}Z"/>`),
    ...[...lines].reverse().map(({ tone, values }) => `<path class="line ${tone}" d="${pathOf(values)}"/>`),
  ];
  const readings = evenRows(rows.length).map((row) => [x(row), `${rows[row]!}: ${lines.map(({ name, values }) => `${name} ${Number.isFinite(values[row]!) ? format(values[row]!) : "N/A"}`).join(", ")}`] as const);
  return frame({ label, height, shapes, xTicks: xTicks.map(({ at, words }) => ({ at: x(at) / 10, words })), yTicks: yTicks.map(({ at, words }) => ({ at: y(at), words })), keys: [...lines, ...bands.map(({ name }) => ({ name, tone: "band" }))], readings });
}

type Frame = { readonly label: string; readonly height: number; readonly shapes: readonly string[]; readonly xTicks: readonly Tick[]; readonly yTicks: readonly Tick[]; readonly keys: readonly { readonly name: string; readonly tone: string }[]; readonly readings?: readonly (readonly [number, string])[]; readonly above?: Html };

/** A picture with its words. Ticks are in percent of its width and height. */
export function frame({ above = "", height, keys, label, readings = [], shapes, xTicks, yTicks }: Frame): Html {
  const data = readings.length === 0 ? "" : ` data-readings="${text(JSON.stringify(readings))}"`;
  return [
    `<figure class="chart"><div class="plot" style="height:${height}px"${data}>`,
    `<svg viewBox="0 0 ${WIDTH} ${TALL}" preserveAspectRatio="none" role="img" aria-label="${text(label)}">${shapes.join("")}</svg>`,
    ...yTicks.map(({ at, words }) => `<span class="y" style="top:${at}%">${text(words)}</span>`),
    ...xTicks.map(({ at, words }) => `<span class="x${at > 92 ? " last" : ""}" style="left:${at}%">${text(words)}</span>`),
    above,
    `</div><figcaption>${keys.map(({ name, tone }) => `<span class="key ${tone}">${text(name)}</span>`).join(" ")}<output></output></figcaption></figure>`,
  ].join("");
}

/** A line that stops where values are missing. */
function path(values: ArrayLike<number>, x: (row: number) => number, y: (value: number) => number, isBack = false): string {
  const rows = thinnedRows(values, POINTS);
  if (isBack) rows.reverse();
  let isDown = isBack;
  return rows.map((row) => {
    const value = values[row]!;
    if (!Number.isFinite(value)) {
      isDown = false;
      return "";
    }
    const words = `${isDown ? "L" : "M"}${x(row)} ${y(value)}`;
    isDown = true;
    return words;
  }).join("");
}

function rangeOf(columns: readonly ArrayLike<number>[], includes: readonly number[]): readonly [number, number] {
  let [low, high] = [Math.min(...includes), Math.max(...includes)];
  for (const values of columns) {
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!(high > low)) return Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  return [low, high];
}

function evenRows(count: number): number[] {
  const most = Math.min(count, READINGS);
  return Array.from({ length: most }, (_, k) => Math.round((k * (count - 1)) / Math.max(1, most - 1)));
}

export const round = (value: number): number => Math.round(value * 100) / 100;
