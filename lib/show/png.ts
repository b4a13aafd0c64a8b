import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Figure } from "./figure.ts";
import { heatMapSvg, isHeatMap } from "./heatMapSvg.ts";

/** Pixels of a figure's picture; its height is the layout's. */
export const PICTURE_WIDTH = 860;
const ZOOM = 1.4;
const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];
const FONT = "DejaVu Sans";
const GLYPH_WIDTH = 0.59; // mean advance of DejaVu Sans, in font sizes

type Plotly = { newPlot(place: Element, data: unknown, layout: unknown): Promise<unknown>; purge(place: Element): void; Snapshot: { toSVG(place: Element, format: "svg", scale: number): string } };
/** As much of jsdom as is used: its own declarations are a hundred files, which every kernel that shows something would have to read. */
type Jsdom = { JSDOM: new (html: string, options: object) => { readonly window: Window & typeof globalThis }; VirtualConsole: new () => object };
type Page = { readonly window: Window & typeof globalThis; readonly plotly: Plotly };
let page: Page | undefined;

/** Loads a package on the first picture, not before: jsdom and plotly take half a second. Not named require, which the kernel's modules have already. */
const load = createRequire(import.meta.url);

/** The figure as PNG, drawn without a browser and with fonts of our own: a bare machine has neither. */
export function figurePng(figure: Figure): Buffer {
  const { Resvg }: typeof import("@resvg/resvg-js") = load("@resvg/resvg-js");
  const fontFiles = FONTS.map((name) => load.resolve(`dejavu-fonts-ttf/ttf/${name}`));
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT };
  return new Resvg(figureSvg(figure), { background: "white", fitTo: { mode: "zoom", value: ZOOM }, font }).render().asPng();
}

/** The figure as SVG. Plotly draws SVG traces before `newPlot` returns, so no cell has to wait. Its heat map wants a canvas: ours is drawn by hand. */
export function figureSvg(figure: Figure): string {
  if (isHeatMap(figure)) return heatMapSvg(figure, PICTURE_WIDTH, FONT);
  const { window, plotly } = (page ??= openPage());
  const place = window.document.createElement("div");
  window.document.body.append(place);
  const { data, layout: { updatemenus: _, ...layout } } = structuredClone(figure); // a picture has nothing to press
  const margin = { ...Object(layout["margin"]), autoexpand: false }; // plotly would measure, move and measure again
  const settled = plotly.newPlot(place, data, { ...layout, margin, autosize: false, width: PICTURE_WIDTH, font: { ...Object(layout["font"]), family: FONT } });
  const svg = plotly.Snapshot.toSVG(place, "svg", 1);
  const clear = () => {
    plotly.purge(place);
    place.remove();
  };
  settled.then(clear, clear);
  return svg;
}

/** A page of jsdom with plotly in it. What jsdom lacks is the measuring of text and a canvas; the first is guessed, the second refused. */
function openPage(): Page {
  const { JSDOM, VirtualConsole }: Jsdom = load("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>", { runScripts: "outside-only", pretendToBeVisual: true, virtualConsole: new VirtualConsole() });
  Object.assign(window, { matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }) });
  window.URL.createObjectURL = () => "";
  window.HTMLCanvasElement.prototype.getContext = () => null;
  window.Element.prototype.getBoundingClientRect = function () { return boxOf(this); };
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: Element) { return boxOf(this); },
    getComputedTextLength(this: Element) { return boxOf(this).width; },
  });
  window.eval(readFileSync(load.resolve("plotly.js-finance-dist-min"), "utf8"));
  return { window, plotly: Object(window)["Plotly"] };
}

/** Where an element's texts stand, guessed from their letters: the union over a group. */
function boxOf(element: Element): DOMRect {
  const texts = element.matches("text") ? [element] : Array.from(element.querySelectorAll("text"));
  const boxes = (texts.length === 0 ? [element] : texts).map(textBox);
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top, toJSON: () => ({}) };
}

function textBox(text: Element): { left: number; top: number; width: number; height: number } {
  const lines = Array.from(text.querySelectorAll("tspan.line"));
  const letters = Math.max(0, ...(lines.length === 0 ? [text] : lines).map((line) => line.textContent?.length ?? 0));
  const size = Number(/font-size:\s*([\d.]+)/.exec(text.getAttribute("style") ?? "")?.[1] ?? 13);
  const width = letters * size * GLYPH_WIDTH;
  const shift = text.getAttribute("text-anchor") === "end" ? width : text.matches(".annotation-text") ? width / 2 : 0;
  return { left: Number(text.getAttribute("x") ?? 0) - shift, top: Number(text.getAttribute("y") ?? 0) - size, width, height: size * 1.2 * Math.max(1, lines.length) };
}
