import { type MimeBundle, show } from "./bundle.ts";
import { figurePng } from "./png.ts";
import type { Layout } from "./theme.ts";

/** One line, set of candles or bars in plotly's own words. */
export type Trace = Readonly<Record<string, unknown>>;
/** A figure as a value in plotly's JSON form. At the end of a cell it shows itself. */
export type Figure = { readonly data: readonly Trace[]; readonly layout: Layout };

const PLOTLY = "application/vnd.plotly.v1+json";

/** Shows a figure under the cell. */
export function showFigure(figure: Figure): void {
  show(figureBundle(figure));
}

/**
 * The figure as plotly JSON (interactive in JupyterLab and in the book), PNG (everywhere else) and its title as text.
 * No HTML: a reader that strips scripts, as GitHub does, would choose it and show an empty place.
 */
export function figureBundle(figure: Figure): MimeBundle {
  return {
    [PLOTLY]: { ...figure, config: { responsive: true, displaylogo: false } },
    "image/png": figurePng(figure).toString("base64"),
    "text/plain": figureText(figure),
  };
}

export function isFigure(value: object): value is Figure {
  return "data" in value && Array.isArray(value.data) && "layout" in value && typeof value.layout === "object" && value.layout !== null;
}

function figureText({ data, layout }: Figure): string {
  const title = layout["title"];
  const text = typeof title === "object" && title !== null && "text" in title ? String(title.text) : "Figure";
  const names = data.map((trace) => trace["name"]).filter((name) => typeof name === "string" && name !== "");
  return names.length === 0 ? `[figure] ${text}` : `[figure] ${text}: ${names.join(", ")}`;
}

/** Numbers as plotly's JSON wants them: missing ones as null, seven significant digits, which is finer than a screen. */
export function plotted(values: ArrayLike<number>, rows?: readonly number[]): (number | null)[] {
  const pick = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null);
  return rows === undefined ? Array.from(values, pick) : rows.map((row) => pick(values[row]!));
}
