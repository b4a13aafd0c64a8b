import type { MimeBundle } from "./bundle.ts";
import { formatNumber } from "./formats.ts";
import { tableBundle } from "./table.ts";

type LayerLike = { readonly name: string; readonly outputShape: unknown; getClassName(): string; countParams(): number };
/** A tfjs layers model, known by what it can do. */
export type ModelLike = { readonly name: string; readonly layers: readonly LayerLike[]; countParams(): number; summary(): void };

export function isModel(value: object): value is ModelLike {
  return "layers" in value && Array.isArray(value.layers) && "countParams" in value && "summary" in value;
}

/** A model as its summary: one line a layer with the shape of its output, B for the batch, and its parameters. */
export function modelBundle(model: ModelLike): MimeBundle {
  const rows = model.layers.map((layer) => ({ layer: layer.name, kind: layer.getClassName(), output: shapeText(layer.outputShape), parameters: layer.countParams() }));
  return tableBundle(rows, { rows: 40, title: `${model.name}: ${formatNumber(model.countParams())} parameters`, formats: { parameters: "integer" } });
}

function shapeText(shape: unknown): string {
  if (!Array.isArray(shape)) return "";
  return shape.some(Array.isArray) ? shape.map(shapeText).join(" ") : `[${shape.map((size) => (size === null ? "B" : String(size))).join(", ")}]`;
}
