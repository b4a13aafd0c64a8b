import type { AttentionPicture } from "../../explanations/attention.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { heatMapFigure, type HeatMapOptions } from "../heatMap.ts";

/** Where a network looks: each row is who asks and adds up to 1, each column whom it asks. in: one of `attentionOf` */
export function attentionFigure({ columns, name, rows, values }: AttentionPicture, options: HeatMapOptions = {}): Figure {
  if (values.length === 0) throw new ShowError("attentionFigure: there is no row; give what attentionOf returned");
  const most = values.reduce((largest, row) => row.reduce((a, b) => Math.max(a, b), largest), 0);
  return heatMapFigure(rows, columns, values, { title: `Attention: ${name}`, note: "Mean over windows and heads; each row adds up to 1", range: [0, most], height: Math.min(700, 160 + rows.length * 22), ...options });
}
