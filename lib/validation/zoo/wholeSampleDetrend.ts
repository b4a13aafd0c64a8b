import { meanOf, trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

/** What is left of log prices when their straight line is taken away. */
function residuals(close: Float64Array): Float64Array {
  const prices = close.map(Math.log);
  const [middle, mean] = [(prices.length - 1) / 2, meanOf(prices)];
  let [products, squares] = [0, 0];
  for (let row = 0; row < prices.length; row++) {
    products += (row - middle) * (prices[row]! - mean);
    squares += (row - middle) ** 2;
  }
  return prices.map((price, row) => price - mean - (products / squares) * (row - middle));
}

/** The trend line of the whole history taken away from each row: `detrend`. */
export const wholeSampleDetrend = specimen({
  name: "whole-sample detrending",
  says: "The trend line was fitted to all rows; its slope knows where the price ends.",
  leaky: ({ close }) => residuals(close),
  clean: ({ close }) => trailing(close, 60, (window) => residuals(window).at(-1)!),
});
