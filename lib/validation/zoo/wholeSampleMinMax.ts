import { trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

const scaled = (price: number, low: number, high: number): number => (price - low) / (high - low);

/** Prices scaled to 0..1 with the extremes of all rows: the scaler of most tutorials, fitted before the split. */
export const wholeSampleMinMax = specimen({
  name: "whole-sample min–max",
  says: "The scaler's minimum and maximum come from all rows: a value of 0.9 says that the price will hardly rise.",
  leaky: ({ close }) => {
    const [low, high] = [Math.min(...close), Math.max(...close)];
    return close.map((price) => scaled(price, low, high));
  },
  clean: ({ close }) => trailing(close, 100, (window) => scaled(window.at(-1)!, Math.min(...window), Math.max(...window))),
});
