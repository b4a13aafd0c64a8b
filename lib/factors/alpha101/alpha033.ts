import { defineAlpha } from "./defineAlpha.ts";
import { divide, negative, power, rank, subtract } from "./language.ts";

export const alpha033 = defineAlpha({
  number: 33,
  formula: "rank((-1 * ((1 - (open / close))^1)))",
  description: "Close above the open as a share: rank",
  unit: "number",
}, ({ close, open }) => rank(negative(power(subtract(1, divide(open, close)), 1))));
