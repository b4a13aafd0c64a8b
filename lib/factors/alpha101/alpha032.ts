import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, delay, divide, multiply, scale, subtract, sum } from "./language.ts";

export const alpha032 = defineAlpha({
  number: 32,
  formula: "(scale(((sum(close, 7) / 7) - close)) + (20 * scale(correlation(vwap, delay(close, 5), 230))))",
  description: "Close below its week's mean, and the price's agreement with that of five days before",
  unit: "number",
}, ({ close, vwap }) => add(scale(subtract(divide(sum(close, 7), 7), close)), multiply(20, scale(correlation(vwap, delay(close, 5), 230)))));
