import { pairsOf, type Pair, type Parameter } from "./pair.ts";

function one(id: string, name: string, input: "close" | "candle", parameters: readonly Parameter[]): Pair {
  return { id, call: { name, inputs: [input], parameters } };
}

function byPeriod(id: string, name: string, input: "close" | "candle", periods: readonly number[]): readonly Pair[] {
  return periods.map((period) => one(`${id}_${period}`, name, input, [period]));
}

/**
 * Columns of ours that trading-signals gives too. Three follow other rules than TA-Lib and ours: its ADX counts a bar that rises and falls by the same
 * on both sides, its money flow a typical price that differs by rounding alone, its Chande oscillator has sums in place of Wilder's averages.
 */
export const TRADING_SIGNALS: readonly Pair[] = [
  ...byPeriod("sma", "SMA", "close", [5, 20, 200]), ...byPeriod("ema", "EMA", "close", [5, 20, 200]), ...byPeriod("wma", "WMA", "close", [20]),
  ...byPeriod("dema", "DEMA", "close", [20]), ...byPeriod("tema", "TEMA", "close", [20]), ...byPeriod("trima", "TRIMA", "close", [20]), ...byPeriod("hma", "HMA", "close", [20]),
  ...byPeriod("rsi", "RSI", "close", [7, 14, 21]),
  ...pairsOf(
    { name: "MACD", inputs: ["close"], parameters: [12, 26, 9].map((period) => ({ make: "EMA", from: [period] })) },
    ["macd_line_12_26_9", "macd_signal_12_26_9", "macd_hist_12_26_9"], ["macd", "signal", "histogram"],
  ),
  ...pairsOf({ name: "BollingerBands", inputs: ["close"], parameters: [20, 2] }, ["bb_upper_20", "bb_middle_20", "bb_lower_20"], ["upper", "middle", "lower"]),
  ...byPeriod("atr", "ATR", "candle", [14]), ...byPeriod("natr", "NATR", "candle", [14]), ...byPeriod("momentum", "MOM", "close", [10]),
  ...byPeriod("williams_r", "WilliamsR", "candle", [14]), ...byPeriod("cci", "CCI", "candle", [20]),
  one("awesome_5_34", "AO", "candle", [5, 34]),
];
