export { costsOf, type Commission, type CostOptions, type Costs, type Slippage } from "./costs.ts";
export { costSentences } from "./costSentences.ts";
export { fillCosts, type FillCosts } from "./fillCosts.ts";
export { orderSize, type Sizing } from "./orderSize.ts";
export { roundTripCost } from "./roundTripCost.ts";
