import { CANDLES } from "./candles.ts";
import { pairsOf, type Pair } from "./pair.ts";

const CLOSE = ["close"];
const HL = ["high", "low"];
const HLC = [...HL, "close"];
const OHLC = ["open", ...HLC];
const HLCV = [...HLC, "volume"];
const AVERAGES = [5, 10, 20, 50, 100, 200];
/** TA-Lib's name for an exponential average. */
const EXPONENTIAL = { matype: 1 };

type Parameters = Readonly<Record<string, number>>;

function one(id: string, name: string, inputs: readonly string[], parameters: Parameters = {}): Pair {
  return { id, call: { name, inputs, parameters } };
}

/** One pair a period; the id ends with it. */
function byPeriod(id: string, name: string, inputs: readonly string[], periods: readonly number[]): readonly Pair[] {
  return periods.map((timeperiod) => one(`${id}_${timeperiod}`, name, inputs, { timeperiod }));
}

function several(ids: readonly string[], name: string, inputs: readonly string[], parameters: Parameters = {}): readonly Pair[] {
  return pairsOf({ name, inputs, parameters }, ids);
}

const MOMENTUM: readonly Pair[] = [
  ...byPeriod("rsi", "RSI", CLOSE, [2, 7, 14, 21, 50]),
  ...[[12, 26, 9], [5, 35, 5], [8, 17, 9]].flatMap(([fast, slow, signal]) =>
    several(["line", "signal", "hist"].map((part) => `macd_${part}_${fast}_${slow}_${signal}`), "MACD", CLOSE, { fastperiod: fast!, slowperiod: slow!, signalperiod: signal! })),
  ...[5, 14, 21].flatMap((period) => several([`stoch_k_${period}_3_3`, `stoch_d_${period}_3_3`], "STOCH", HLC, { fastk_period: period, slowk_period: 3, slowd_period: 3 })),
  ...several(["stochf_k_5_3", "stochf_d_5_3"], "STOCHF", HLC, { fastk_period: 5, fastd_period: 3 }),
  ...byPeriod("roc", "ROC", CLOSE, [1, 5, 10, 20]), ...byPeriod("momentum", "MOM", CLOSE, [1, 5, 10, 20]),
  ...byPeriod("williams_r", "WILLR", HLC, [14, 21]), ...byPeriod("cci", "CCI", HLC, [14, 20]), ...byPeriod("mfi", "MFI", HLCV, [14]),
  one("ppo_12_26", "PPO", CLOSE, { fastperiod: 12, slowperiod: 26, ...EXPONENTIAL }), one("apo_12_26", "APO", CLOSE, { fastperiod: 12, slowperiod: 26, ...EXPONENTIAL }),
  ...byPeriod("cmo", "CMO", CLOSE, [14]), ...byPeriod("trix", "TRIX", CLOSE, [30]),
  one("ultimate_oscillator_7_14_28", "ULTOSC", HLC, { timeperiod1: 7, timeperiod2: 14, timeperiod3: 28 }), one("balance_of_power", "BOP", OHLC),
];

const TREND: readonly Pair[] = [
  ...byPeriod("sma", "SMA", CLOSE, AVERAGES), ...byPeriod("ema", "EMA", CLOSE, AVERAGES), ...byPeriod("wma", "WMA", CLOSE, AVERAGES),
  ...["dema", "tema", "trima", "kama"].flatMap((name) => byPeriod(name, name.toUpperCase(), CLOSE, [20])),
  one("t3_5", "T3", CLOSE, { timeperiod: 5, vfactor: 0.7 }), ...several(["mama_0.5_0.05", "fama_0.5_0.05"], "MAMA", CLOSE, { fastlimit: 0.5, slowlimit: 0.05 }),
  ...byPeriod("midpoint", "MIDPOINT", CLOSE, [14]), ...byPeriod("midprice", "MIDPRICE", HL, [14]),
  ...["adx", "plus_di", "minus_di"].flatMap((name) => byPeriod(name, name.toUpperCase(), HLC, [14, 21])), ...["dx", "adxr"].flatMap((name) => byPeriod(name, name.toUpperCase(), HLC, [14])),
  ...byPeriod("plus_dm", "PLUS_DM", HL, [14]), ...byPeriod("minus_dm", "MINUS_DM", HL, [14]),
  ...several(["aroon_down_25", "aroon_up_25"], "AROON", HL, { timeperiod: 25 }), ...byPeriod("aroon_oscillator", "AROONOSC", HL, [25]),
  one("sar_0.02_0.2", "SAR", HL, { acceleration: 0.02, maximum: 0.2 }),
  ...byPeriod("linreg", "LINEARREG", CLOSE, [14]), ...["slope", "intercept"].flatMap((part) => byPeriod(`linreg_${part}`, `LINEARREG_${part.toUpperCase()}`, CLOSE, [14])),
  ...byPeriod("tsf", "TSF", CLOSE, [14]),
  ...["trendline", "dcperiod", "dcphase", "trendmode"].map((name) => one(`ht_${name}`, `HT_${name.toUpperCase()}`, CLOSE)),
  ...several(["ht_inphase", "ht_quadrature"], "HT_PHASOR", CLOSE), ...several(["ht_sine", "ht_leadsine"], "HT_SINE", CLOSE),
];

const OTHERS: readonly Pair[] = [
  ...byPeriod("atr", "ATR", HLC, [7, 14, 21]), ...byPeriod("natr", "NATR", HLC, [14]), one("true_range", "TRANGE", HLC),
  ...[20, 50].flatMap((period) => several(["upper", "middle", "lower"].map((band) => `bb_${band}_${period}`), "BBANDS", CLOSE, { timeperiod: period, nbdevup: 2, nbdevdn: 2 })),
  ...byPeriod("donchian_upper", "MAX", ["high"], [20]), ...byPeriod("donchian_lower", "MIN", ["low"], [20]),
  one("obv", "OBV", ["close", "volume"]), one("ad", "AD", HLCV), one("adosc_3_10", "ADOSC", HLCV, { fastperiod: 3, slowperiod: 10 }),
  ...byPeriod("stddev", "STDDEV", CLOSE, [20]), ...byPeriod("variance", "VAR", CLOSE, [20]), ...byPeriod("average_deviation", "AVGDEV", CLOSE, [14]),
  ...byPeriod("max", "MAX", CLOSE, [20]), ...byPeriod("min", "MIN", CLOSE, [20]), ...byPeriod("sum", "SUM", CLOSE, [20]),
  ...byPeriod("high_low_beta", "BETA", HL, [5]), ...byPeriod("high_low_correlation", "CORREL", HL, [30]),
  one("typical_price", "TYPPRICE", HLC), one("median_price", "MEDPRICE", HL), one("average_price", "AVGPRICE", OHLC), one("weighted_close", "WCLPRICE", HLC),
];

/** Every column of ours that TA-Lib gives too, in the sets a person would take. */
export const TALIB: readonly Pair[] = [...MOMENTUM, ...TREND, ...OTHERS, ...CANDLES];

/** Relative strength at every period from 2 to 200. */
export const RSI_PERIODS: readonly Pair[] = byPeriod("rsi", "RSI", CLOSE, Array.from({ length: 199 }, (_, k) => k + 2));
