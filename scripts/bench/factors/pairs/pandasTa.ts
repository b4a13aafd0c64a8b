import { pairsOf, type Pair } from "./pair.ts";

const HLC = ["high", "low", "close"];

function byLength(id: string, name: string, inputs: readonly string[], lengths: readonly number[]): readonly Pair[] {
  return lengths.map((length) => ({ id: `${id}_${length}`, call: { name, inputs, parameters: { length } } }));
}

/** Columns of ours that pandas-ta-classic gives too. Its money flow counts a typical price that differs by rounding alone, TA-Lib's and ours do not. */
export const PANDAS_TA: readonly Pair[] = [
  ...byLength("sma", "sma", ["close"], [5, 20, 200]), ...byLength("ema", "ema", ["close"], [5, 20, 200]), ...byLength("wma", "wma", ["close"], [20]),
  ...byLength("rsi", "rsi", ["close"], [7, 14, 21]),
  ...pairsOf({ name: "macd", inputs: ["close"], parameters: { fast: 12, slow: 26, signal: 9 } }, ["macd_line_12_26_9", "macd_hist_12_26_9", "macd_signal_12_26_9"]),
  ...byLength("roc", "roc", ["close"], [10]), ...byLength("momentum", "mom", ["close"], [10]),
  ...byLength("williams_r", "willr", HLC, [14]), ...byLength("cci", "cci", HLC, [20]),
  ...byLength("atr", "atr", HLC, [14]),
  ...pairsOf({ name: "bbands", inputs: ["close"], parameters: { length: 20, std: 2, ddof: 0 } }, ["bb_lower_20", "bb_middle_20", "bb_upper_20"]),
  { id: "obv", call: { name: "obv", inputs: ["close", "volume"], parameters: {} } }, { id: "ad", call: { name: "ad", inputs: [...HLC, "volume"], parameters: {} } },
];
