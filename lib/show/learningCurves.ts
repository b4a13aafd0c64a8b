import type { Figure } from "./figure.ts";
import { lineFigure } from "./lines.ts";
import { axisOf, type FigureOptions } from "./theme.ts";

/** Loss after each epoch, of the rows trained on and of those held out. */
export type LossHistory = { readonly loss: ArrayLike<number>; readonly validationLoss: ArrayLike<number> };

/** Training and validation loss by epoch on a logarithmic axis, with the epoch of the least validation loss marked: what comes after it is learnt by heart. */
export function learningCurves(history: LossHistory, options: FigureOptions = {}): Figure {
  const { loss: trainLoss, validationLoss } = history;
  const epochs = Array.from({ length: trainLoss.length }, (_, epoch) => epoch + 1);
  const best = Array.from(validationLoss).reduce((least, loss, epoch, all) => (loss < (all[least] ?? Infinity) ? epoch : least), 0);
  const figure = lineFigure(epochs, { training: trainLoss, validation: validationLoss }, { title: "Learning curves", xTitle: "epoch", ...options });
  const mark = { type: "line", x0: best + 1, x1: best + 1, yref: "paper", y0: 0, y1: 1, line: { color: "#8A8F98", width: 1, dash: "dot" } };
  const xanchor = best > epochs.length / 2 ? "right" : "left";
  const text = { text: `best: epoch ${best + 1}`, x: best + 1, xanchor, yref: "paper", y: 1, yanchor: "top", showarrow: false, font: { size: 11, color: "#6A707A" } };
  const ticks = epochs.length <= 12 ? { dtick: 1 } : {};
  const [xaxis, yaxis] = [axisOf(options.xTitle ?? "epoch", ticks), axisOf(options.yTitle ?? "loss", { type: "log" })];
  return { data: figure.data, layout: { ...figure.layout, xaxis, yaxis, shapes: [mark], annotations: [text] } };
}
