import type { Factor } from "../factor.ts";
import { bookImbalanceFactor, micropriceFactor } from "./bookImbalance.ts";
import { closeSpreadFactor, rangeSpreadFactor, rollSpreadFactor } from "./estimatedSpread.ts";
import { orderFlowImbalanceFactor } from "./orderFlowImbalance.ts";
import { buySellFactor, signedShareFactor, signedVolumeFactor } from "./signedVolume.ts";
import { spreadFactor, spreadRatioFactor } from "./spread.ts";
import { tradeCountFactor, tradeSizeFactor, tradeSizeRatioFactor } from "./tradeSize.ts";

export const ORDER_FLOW: readonly Factor[] = [
  spreadFactor, spreadRatioFactor, bookImbalanceFactor, micropriceFactor, orderFlowImbalanceFactor, buySellFactor, signedVolumeFactor, signedShareFactor,
  tradeSizeFactor, tradeSizeRatioFactor, tradeCountFactor, rollSpreadFactor, rangeSpreadFactor, closeSpreadFactor,
];
