import { escapeHtml } from "./html.ts";
import type { Figure, Trace } from "./figure.ts";
import { INK, QUIET, topMargin } from "./theme.ts";

export type HeatMapTrace = Trace & {
  readonly x: readonly string[];
  readonly y: readonly string[];
  readonly z: readonly (readonly (number | null)[])[];
  /** Words of the fields in place of their numbers. */
  readonly text?: readonly (readonly string[])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly colorscale: readonly (readonly [number, string])[];
};

/** Whether the figure is one made by `heatMapFigure`. */
export function isHeatMap(figure: Figure): figure is Figure & { readonly data: readonly [HeatMapTrace] } {
  return figure.data.length === 1 && figure.data[0]?.["type"] === "heatmap" && Array.isArray(figure.data[0]["colorscale"]);
}

/** The picture of a heat map, laid out as plotly lays it out: names left and below, colours' range at the right. */
export function heatMapSvg({ data: [trace], layout }: Figure & { readonly data: readonly [HeatMapTrace] }, width: number, font: string): string {
  const height = Number(layout["height"]);
  const { title = "", note = "" } = titlesOf(layout);
  const left = 24 + 7 * Math.max(...trace.y.map((name) => name.length));
  const isTilted = trace.x.length > 24 || (trace.x.length > 8 && trace.x.some((name) => name.length > 3));
  const bottom = isTilted ? 24 + 4.6 * Math.max(...trace.x.map((name) => name.length)) : 34;
  const top = topMargin(title, note);
  const fieldWidth = (width - left - 80) / trace.x.length;
  const fieldHeight = (height - top - bottom) / trace.y.length;
  const text = (x: number, y: number, words: string, more = "") => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escapeHtml(words)}</text>`;
  const fields = trace.z.flatMap((row, r) =>
    row.map((value, c) => {
      const [x, y] = [left + c * fieldWidth, top + r * fieldHeight];
      const colour = value === null ? "#FFFFFF" : colourAt(trace, value);
      const words = value === null || trace["texttemplate"] === undefined ? "" : (trace.text?.[r]?.[c] ?? value.toFixed(2));
      const style = `text-anchor="middle" font-size="11" fill="${isDark(colour) ? "#FFFFFF" : INK}"`;
      const label = words === "" ? "" : text(x + fieldWidth / 2, y + fieldHeight / 2 + 4, words, style);
      return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(fieldWidth - 1).toFixed(1)}" height="${(fieldHeight - 1).toFixed(1)}" fill="${colour}"/>${label}`;
    }),
  );
  const rows = trace.y.map((name, r) => text(left - 8, top + (r + 0.5) * fieldHeight + 4, name, 'text-anchor="end"'));
  const columns = trace.x.map((name, c) => {
    const [x, y] = [left + (c + 0.5) * fieldWidth, height - bottom + 18];
    return isTilted ? text(x + 4, y - 4, name, `text-anchor="end" transform="rotate(-40 ${x.toFixed(1)} ${y.toFixed(1)})"`) : text(x, y, name, 'text-anchor="middle"');
  });
  const heading = text(14, 28, title, 'font-size="16"') + text(14, 48, note, `fill="${QUIET}"`);
  const scale = trace["showscale"] === false ? "" : colourBar(trace, width - 66, top, height - top - bottom, text);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${font}" font-size="12" fill="${INK}">${[heading, ...fields, ...rows, ...columns, scale].join("\n")}</svg>`;
}

function colourBar(trace: HeatMapTrace, x: number, top: number, height: number, text: (x: number, y: number, words: string) => string): string {
  const stops = trace.colorscale.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join("");
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((at) => text(x + 18, top + (1 - at) * height + (at === 1 ? 9 : at === 0 ? 0 : 4), (trace.zmin + at * (trace.zmax - trace.zmin)).toPrecision(2)));
  return `<defs><linearGradient id="scale" x1="0" y1="1" x2="0" y2="0">${stops}</linearGradient></defs><rect x="${x}" y="${top}" width="12" height="${height}" fill="url(#scale)"/>${ticks.join("")}`;
}

/** The colour between the two nearest stops, mixed in RGB as plotly does. */
function colourAt({ colorscale, zmin, zmax }: HeatMapTrace, value: number): string {
  const share = zmax > zmin ? Math.min(1, Math.max(0, (value - zmin) / (zmax - zmin))) : 0.5;
  const place = share * (colorscale.length - 1);
  const k = Math.min(colorscale.length - 2, Math.floor(place));
  const [below, above] = [channels(colorscale[k]?.[1]), channels(colorscale[k + 1]?.[1])];
  return `#${below.map((low, c) => Math.round(low + (place - k) * ((above[c] ?? low) - low)).toString(16).padStart(2, "0")).join("")}`;
}

function isDark(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 130;
}

function channels(colour = "#FFFFFF"): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function titlesOf(layout: Figure["layout"]): { title?: string; note?: string } {
  const title = layout["title"];
  if (typeof title !== "object" || title === null || !("text" in title)) return {};
  const subtitle = "subtitle" in title ? title.subtitle : undefined;
  const note = typeof subtitle === "object" && subtitle !== null && "text" in subtitle ? String(subtitle.text) : "";
  return { title: String(title.text), note };
}
