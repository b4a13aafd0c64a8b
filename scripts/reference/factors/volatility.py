"""Reference values of the volatility factors: TA-Lib, pandas and statsmodels where they have the function, otherwise formulas written here in plain numpy. How to run: family_reference.py."""
import numpy as np
import pandas as pd
import talib
from statsmodels.stats.diagnostic import het_arch

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
open_, high, low, close = bars["open"], bars["high"], bars["low"], bars["close"]
returns = np.log(close / close.shift(1))
bb = {n: talib.BBANDS(c, n, 2, 2, talib.MA_Type.SMA) for n in (20, 50)}
log_range2 = np.log(high / low) ** 2
within = np.log(close / open_)
garman_klass = 0.5 * log_range2 - (2 * np.log(2) - 1) * within ** 2
rogers_satchell = pd.Series(np.log(h / c) * np.log(h / o) + np.log(l / c) * np.log(l / o))
channel_top, channel_bottom = talib.MAX(h, 20), talib.MIN(l, 20)
acceleration = talib.ACCBANDS(h, l, c, 20)
keltner_middle, keltner_half = talib.EMA(c, 20), 2 * talib.ATR(h, l, c, 20)
range_average = pd.Series(talib.EMA(h - l, 10))


def started(x, n, weight):
    """x[t] averaged with a weight, from the mean of its first n values."""
    x = np.asarray(x, dtype=float)
    start = int(np.argmax(~np.isnan(x)))
    out = np.full(len(x), np.nan)
    out[start + n - 1] = x[start:start + n].mean()
    for t in range(start + n, len(x)):
        out[t] = out[t - 1] + weight * (x[t] - out[t - 1])
    return out


def yang_zhang(n):
    share = 0.34 / (1.34 + (n + 1) / (n - 1))
    overnight = np.log(open_ / close.shift(1))
    return np.sqrt(overnight.rolling(n).var() + share * within.rolling(n).var() + (1 - share) * rogers_satchell.rolling(n).mean())


def relative_volatility(n):
    deviation, change = close.rolling(10).std(ddof=0), close.diff()
    up = started(np.where(deviation.isna(), np.nan, np.where(change > 0, deviation, 0)), n, 1 / n)
    down = started(np.where(deviation.isna(), np.nan, np.where(change < 0, deviation, 0)), n, 1 / n)
    return 100 * up / (up + down)


def atr_stop(n, multiple):
    apart, out = multiple * talib.ATR(h, l, c, n), np.full(len(c), np.nan)
    out[n] = c[n] - apart[n]
    for t in range(n + 1, len(c)):
        before, was_above = out[t - 1], c[t - 1] > out[t - 1]
        if c[t] > before:
            out[t] = max(before, c[t] - apart[t]) if was_above else c[t] - apart[t]
        else:
            out[t] = min(before, c[t] + apart[t]) if c[t - 1] < before else c[t] + apart[t]
    return out


def arch_lm(n, lags):
    out = np.full(len(c), np.nan)
    for t in range(n, len(c)):
        out[t] = het_arch(returns.to_numpy()[t - n + 1:t + 1], nlags=lags)[0]
    return out


TALIB = {
    **{f"atr_{n}": talib.ATR(h, l, c, n) for n in (7, 14, 21)},
    "atr_ratio_14": talib.ATR(h, l, c, 14) / c, "natr_14": talib.NATR(h, l, c, 14), "true_range": talib.TRANGE(h, l, c),
    **{f"bb_{name}_{n}": lines[k] for n, lines in bb.items() for k, name in enumerate(("upper", "middle", "lower"))},
    **{f"bb_width_{n}": (upper - lower) / middle for n, (upper, middle, lower) in bb.items()},
    **{f"bb_position_{n}": (c - lower) / (upper - lower) for n, (upper, middle, lower) in bb.items()},
    "donchian_upper_20": channel_top, "donchian_lower_20": channel_bottom, "donchian_middle_20": (channel_top + channel_bottom) / 2,
    "donchian_position_20": (c - channel_bottom) / (channel_top - channel_bottom),
    **{f"acceleration_{name}_20": acceleration[k] for k, name in enumerate(("upper", "middle", "lower"))},
    "keltner_upper_20": keltner_middle + keltner_half, "keltner_lower_20": keltner_middle - keltner_half, "keltner_middle_20": keltner_middle,
    "keltner_width_20": 2 * keltner_half / keltner_middle, "keltner_position_20": 0.5 + (c - keltner_middle) / (2 * keltner_half),
    "chandelier_long_22_3": talib.MAX(h, 22) - 3 * talib.ATR(h, l, c, 22), "chandelier_short_22_3": talib.MIN(l, 22) + 3 * talib.ATR(h, l, c, 22),
    **{f"aberration_{name}_5_15": talib.SMA(talib.TYPPRICE(h, l, c), 5) + sign * talib.ATR(h, l, c, 15) for name, sign in (("upper", 1), ("lower", -1))},
    "chaikin_volatility_10_10": 100 * (range_average / range_average.shift(10) - 1),
}
PANDAS = {
    **{f"hist_vol_{n}": returns.rolling(n).std() for n in (10, 20, 30)},
    "volatility_ratio_10_50": returns.rolling(10).std() / returns.rolling(50).std(),
    "parkinson_20": np.sqrt((log_range2 / (4 * np.log(2))).rolling(20).mean()),
    "garman_klass_20": np.sqrt(garman_klass.rolling(20).mean()),
    "rogers_satchell_20": np.sqrt(rogers_satchell.rolling(20).mean()),
    "yang_zhang_20": yang_zhang(20),
    "ulcer_14": np.sqrt(((100 * (close / close.rolling(14).max() - 1)) ** 2).rolling(14).mean()),
    "upside_volatility_20": np.sqrt((returns.clip(lower=0) ** 2).rolling(20).mean()), "downside_volatility_20": np.sqrt((returns.clip(upper=0) ** 2).rolling(20).mean()),
    "bipower_volatility_20": np.sqrt(np.pi / 2 * (returns.abs() * returns.abs().shift(1)).rolling(20).mean()),
    "jump_share_20": (1 - np.pi / 2 * (returns.abs() * returns.abs().shift(1)).rolling(20).mean() / (returns ** 2).rolling(20).mean()).clip(lower=0),
}
protrusion = np.maximum(high.diff().abs(), low.diff().abs())
stop = atr_stop(14, 3)
volatility = returns.rolling(20).std()
NUMPY = {
    "thermometer_20": started(protrusion, 20, 2 / 21), "thermometer_ratio_20": protrusion / started(protrusion, 20, 2 / 21),
    "price_distance": 2 * (high - low) - (close - open_).abs() + (open_ - close.shift(1)).abs(),
    "atr_stop_14_3": stop, "atr_stop_distance_14_3": 1 - stop / c,
    "volatility_of_volatility_20": volatility.rolling(20).std() / volatility.rolling(20).mean(),
    "ewma_vol_0.94": np.sqrt(started(returns ** 2, 20, 0.06)), "relative_volatility_14": relative_volatility(14),
}
STATSMODELS = {"arch_lm_100_5": arch_lm(100, 5)}

write(bars, ["TA-Lib", "pandas", "statsmodels"], {"TA-Lib": TALIB, "pandas": PANDAS, "numpy, the formula": NUMPY, "statsmodels het_arch": STATSMODELS})
