"""Reference values for the factors, from TA-Lib and pandas on the embedded S&P 500 bars.

    pip install TA-Lib pandas numpy
    python scripts/reference/factors.py node_modules/vega-datasets/data/sp500-2000.csv > lib/factors/reference.json

For each id: the library, the first row with a value, mean and root mean square over all rows (so that every row counts),
and single values. Rows count from 0.
"""
import json
import sys

import numpy as np
import pandas as pd
import talib

bars = pd.read_csv(sys.argv[1])
o, h, l, c, v = (bars[name].to_numpy(dtype=float) for name in ("open", "high", "low", "close", "volume"))
close = bars["close"]
returns = np.log(close / close.shift(1))
typical = (bars["high"] + bars["low"] + close) / 3

macd, macd_signal, macd_hist = talib.MACD(c, 12, 26, 9)
bb_upper, bb_middle, bb_lower = talib.BBANDS(c, 20, 2, 2, talib.MA_Type.SMA)
stoch_k, stoch_d = talib.STOCH(h, l, c, 14, 3, talib.MA_Type.SMA, 3, talib.MA_Type.SMA)
rsi_k, rsi_d = talib.STOCHRSI(c, 14, 14, 3, talib.MA_Type.SMA)
aroon_down, aroon_up = talib.AROON(h, l, 25)
log_range2 = np.log(bars["high"] / bars["low"]) ** 2
garman_klass = 0.5 * log_range2 - (2 * np.log(2) - 1) * np.log(close / bars["open"]) ** 2
rogers_satchell = np.log(h / c) * np.log(h / o) + np.log(l / c) * np.log(l / o)
money_flow = bars["volume"] * ((close - bars["low"]) - (bars["high"] - close)) / (bars["high"] - bars["low"])
date = pd.to_datetime(bars["date"])

TALIB = {
    **{f"rsi_{n}": talib.RSI(c, n) for n in (2, 7, 14, 21, 50, 200)},
    "macd_line_12_26_9": macd, "macd_signal_12_26_9": macd_signal, "macd_hist_12_26_9": macd_hist,
    "stoch_k_14_3_3": stoch_k, "stoch_d_14_3_3": stoch_d,
    "stochrsi_k_14_14_3": rsi_k, "stochrsi_d_14_14_3": rsi_d,
    **{f"roc_{n}": talib.ROC(c, n) for n in (1, 5, 20)},
    "momentum_10": talib.MOM(c, 10),
    "williams_r_14": talib.WILLR(h, l, c, 14), "cci_20": talib.CCI(h, l, c, 20), "mfi_14": talib.MFI(h, l, c, v, 14),
    **{f"sma_{n}": talib.SMA(c, n) for n in (5, 20, 200)},
    **{f"ema_{n}": talib.EMA(c, n) for n in (5, 20, 200)},
    **{f"wma_{n}": talib.WMA(c, n) for n in (5, 20, 200)},
    "adx_14": talib.ADX(h, l, c, 14), "plus_di_14": talib.PLUS_DI(h, l, c, 14), "minus_di_14": talib.MINUS_DI(h, l, c, 14),
    "aroon_up_25": aroon_up, "aroon_down_25": aroon_down, "aroon_oscillator_25": talib.AROONOSC(h, l, 25),
    "atr_7": talib.ATR(h, l, c, 7), "atr_14": talib.ATR(h, l, c, 14),
    "bb_upper_20": bb_upper, "bb_middle_20": bb_middle, "bb_lower_20": bb_lower,
    "donchian_upper_20": talib.MAX(h, 20), "donchian_lower_20": talib.MIN(l, 20),
    "obv": talib.OBV(c, v), "ad": talib.AD(h, l, c, v), "adosc_3_10": talib.ADOSC(h, l, c, v, 3, 10),
}
PANDAS = {
    **{f"log_return_{n}": np.log(close / close.shift(n)) for n in (1, 5, 20)},
    **{f"hist_vol_{n}": returns.rolling(n).std() for n in (10, 20, 30)},
    **{f"zscore_{n}": (close - close.rolling(n).mean()) / close.rolling(n).std() for n in (20, 50)},
    "skew_20": returns.rolling(20).skew(), "kurtosis_20": returns.rolling(20).kurt(),
    "autocorrelation_1_60": returns.rolling(60).corr(returns.shift(1)),
    "autocorrelation_5_60": returns.rolling(60).corr(returns.shift(5)),
    "parkinson_20": np.sqrt((log_range2 / (4 * np.log(2))).rolling(20).mean()),
    "garman_klass_20": np.sqrt(garman_klass.rolling(20).mean()),
    "rogers_satchell_20": np.sqrt(pd.Series(rogers_satchell).rolling(20).mean()),
    "vwap_20": (typical * bars["volume"]).rolling(20).sum() / bars["volume"].rolling(20).sum(),
    "cmf_20": money_flow.rolling(20).sum() / bars["volume"].rolling(20).sum(),
    "relative_volume_20": bars["volume"] / bars["volume"].rolling(20).mean(),
    "high_low_ratio_mean_20": (bars["high"] / bars["low"]).rolling(20).mean(),
    "day_of_week": date.dt.day_of_week + 1, "month": date.dt.month, "quarter": date.dt.quarter,
    "dow_sin": np.sin(2 * np.pi * date.dt.day_of_week / 7), "dow_cos": np.cos(2 * np.pi * date.dt.day_of_week / 7),
    "month_sin": np.sin(2 * np.pi * (date.dt.month - 1) / 12), "month_cos": np.cos(2 * np.pi * (date.dt.month - 1) / 12),
    "dom_sin": np.sin(2 * np.pi * (date.dt.day - 1) / 31),
}


def summary(library, values):
    values = np.asarray(values, dtype=float)
    known = ~np.isnan(values)
    first = int(np.argmax(known))
    assert known[first:].all()
    rows = [first, *range(500, len(values), 1000), len(values) - 1]
    return {
        "library": library, "firstRow": first, "mean": values[known].mean(), "rootMeanSquare": float(np.sqrt((values[known] ** 2).mean())),
        "values": {str(row): float(values[row]) for row in rows},
    }


reference = {
    "versions": {"TA-Lib": talib.__version__, "pandas": pd.__version__, "numpy": np.__version__},
    "series": "S&P 500 daily, npm vega-datasets, data/sp500-2000.csv",
    "bars": len(bars),
    "factors": {id: summary(library, values) for library, table in (("TA-Lib", TALIB), ("pandas", PANDAS)) for id, values in table.items()},
}
print(json.dumps(reference, indent=1, ensure_ascii=False))
