export { fillPrice, trailingLevel, type FillBars } from "./fillPrice.ts";
export { fillUnits } from "./fillUnits.ts";
export { firstToFill } from "./firstToFill.ts";
export { fillRuleOf, fillSentences, type FillOptions, type FillRule } from "./rule.ts";
