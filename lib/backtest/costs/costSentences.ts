import { percent } from "../percent.ts";
import type { Costs } from "./costs.ts";

/** The costs in sentences, for the report. */
export function costSentences({ borrowBps, commissionBps, financingBps, minimumFee, perShare, slippage, spreadBps }: Costs): string[] {
  const commission = [...(commissionBps > 0 || perShare === 0 ? [`${commissionBps} bps of the value traded`] : []), ...(perShare > 0 ? [`${perShare} a unit`] : [])].join(" and ");
  return [
    `Commission is ${commission}${minimumFee > 0 ? `, at least ${minimumFee} a fill` : ""}, half the spread ${spreadBps / 2} bps, ${slippageWords(slippage)}, each time. They are paid in cash; prices are quoted without them.`,
    borrowBps > 0 ? `Units sold short cost ${borrowBps} bps of their worth a year: at each close, what is short then pays for the time since the close before; their proceeds lie in cash.` : "Selling short costs no borrowing fee, and its proceeds lie in cash.",
    financingBps > 0 ? `Cash below 0 costs ${financingBps} bps a year; cash above 0 earns no interest.` : "Cash earns no interest and, below 0, costs none.",
  ];
}

function slippageWords(slippage: Costs["slippage"]): string {
  switch (slippage.kind) {
    case "fixed":
      return `slippage ${slippage.bps} bps`;
    case "volatility":
      return `slippage ${percent(slippage.share)} of the bar's range`;
    case "volumeShare":
      return `slippage ${percent(slippage.impact)} of the price times the order's share of the bar's volume to the power ${slippage.power}`;
  }
}
