import { pairsOf, type Pair } from "./pair.ts";

const HL = ["high", "low"];
const HLC = [...HL, "close"];

function byPeriod(id: string, name: string, inputs: readonly string[], periods: readonly number[], rounding?: number): readonly Pair[] {
  return periods.map((period) => ({ id: `${id}_${period}`, call: { name, inputs, parameters: { period } }, ...(rounding === undefined ? {} : { rounding }) }));
}

/** Half of the second decimal, to which the library rounds its RSI. */
const ROUNDED = 0.005_001;

const RSI = byPeriod("rsi", "RSI", ["values"], [7, 14, 21], ROUNDED);
const BOLLINGER = pairsOf(
  { name: "BollingerBands", inputs: ["values"], parameters: { period: 20, stdDev: 2 } }, ["bb_upper_20", "bb_middle_20", "bb_lower_20"], ["upper", "middle", "lower"],
);
const ADX = pairsOf({ name: "ADX", inputs: HLC, parameters: { period: 14 } }, ["adx_14", "plus_di_14", "minus_di_14"], ["adx", "pdi", "mdi"]);

/** Columns of ours that technicalindicators gives too. Its balance volume begins at another value than TA-Lib's and is not among them. */
export const TECHNICALINDICATORS: readonly Pair[] = [
  ...byPeriod("sma", "SMA", ["values"], [5, 20, 200]), ...byPeriod("ema", "EMA", ["values"], [5, 20, 200]), ...byPeriod("wma", "WMA", ["values"], [5, 20]), ...RSI,
  ...pairsOf(
    { name: "MACD", inputs: ["values"], parameters: { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: 0, SimpleMASignal: 0 } },
    ["macd_line_12_26_9", "macd_signal_12_26_9", "macd_hist_12_26_9"], ["MACD", "signal", "histogram"],
  ),
  ...BOLLINGER, ...ADX,
  ...pairsOf({ name: "Stochastic", inputs: HLC, parameters: { period: 14, signalPeriod: 3 } }, ["stochf_k_14_3", "stochf_d_14_3"], ["k", "d"]),
  ...byPeriod("atr", "ATR", HLC, [7, 14, 21]), ...byPeriod("roc", "ROC", ["values"], [5, 10, 20]), ...byPeriod("williams_r", "WilliamsR", HLC, [14]), ...byPeriod("cci", "CCI", HLC, [20]),
  { id: "awesome_5_34", call: { name: "AwesomeOscillator", inputs: HL, parameters: { fastPeriod: 5, slowPeriod: 34 } } },
  { id: "true_range", call: { name: "TrueRange", inputs: HLC, parameters: {} } },
  ...byPeriod("stddev", "SD", ["values"], [20]), ...byPeriod("trix", "TRIX", ["values"], [30]),
];

/** Single calls of it. */
export const SINGLE_CALLS: readonly { readonly work: string; readonly pairs: readonly Pair[] }[] = [
  { work: "relative strength, rsi_14", pairs: RSI.slice(1, 2) }, { work: "Bollinger bands, bb_upper_20 and two more", pairs: BOLLINGER }, { work: "directional movement, adx_14 and two more", pairs: ADX },
];
