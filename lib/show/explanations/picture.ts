import type { Picture } from "../../windows/indicatorImage.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { heatMapFigure, type HeatMapOptions } from "../heatMap.ts";

/** A picture as a network on images sees it: an indicator a row, the newest step on the right; or a Gramian field, step against step. in: `indicatorImage`, `gramianField` */
export function pictureFigure(picture: Picture & { readonly indicators?: readonly string[] }, options: HeatMapOptions = {}): Figure {
  const { height, indicators, values, width } = picture;
  if (height * width === 0) throw new ShowError("pictureFigure: the picture has no field; give at least one indicator and one step");
  const steps = (count: number) => Array.from({ length: count }, (_, t) => (t === count - 1 ? "0" : `−${count - 1 - t}`));
  const rows = Array.from({ length: height }, (_, r) => values.subarray(r * width, (r + 1) * width));
  return heatMapFigure(indicators ?? steps(height), steps(width), rows, { title: indicators ? "Indicators as a picture" : "Gramian angular field", note: "Steps before the decision; values as the network reads them", isLabelled: false, height: Math.max(240, Math.min(640, 140 + height * 18)), ...options });
}
