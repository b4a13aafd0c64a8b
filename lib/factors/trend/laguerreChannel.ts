import { barCount, defineFactor } from "../factor.ts";
import { mean, minus, root, scaled, squared } from "../operators/index.ts";
import { bands } from "../volatility/bands.ts";
import { laguerre, LAGUERRE } from "./laguerreFilter.ts";

/** Deviations from the filter to the channel's edges. */
const WIDTH = 2;

/** Channel around the Laguerre filter, as wide as the close has lately been from it. Price (position: ratio), NaN for t < period + 2. */
export const laguerreChannelFactor = defineFactor({
  name: "laguerre_channel",
  family: "trend",
  formula: `${LAGUERRE.formula}; upper, lower = filter ± ${WIDTH}·d, d = root mean square of close − filter over period; position = (close − lower)/(upper − lower)`,
  source: `${LAGUERRE.source}; channel from its rolling deviation`,
  edge: "position ½ where the channel is empty",
  inputs: ["close"],
  parameters: { gamma: LAGUERRE.gamma, period: barCount(2, 1000) },
  outputs: [
    { id: "laguerre_channel_upper", description: "Upper edge of the channel around the Laguerre filter", unit: "price" },
    { id: "laguerre_channel_lower", description: "Lower edge of the channel around the Laguerre filter", unit: "price" },
    { id: "laguerre_channel_position", description: "Place of the close in the Laguerre channel, 0 lower, 1 upper", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.8, 20]],
  lines: ({ close }, { gamma, period }) => {
    const filter = laguerre(close, gamma);
    const { lower, position, upper } = bands(close, filter, scaled(root(mean(squared(minus(close, filter)), period)), WIDTH));
    return [upper, lower, position];
  },
});
