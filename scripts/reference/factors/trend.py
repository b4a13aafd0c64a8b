"""Reference values of the trend factors: TA-Lib and pandas-ta-classic where they have the function, otherwise formulas written here in plain numpy. How to run: family_reference.py."""
import numpy as np
import pandas as pd
import pandas_ta_classic as ta
import talib

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
high, low, close = bars["high"], bars["low"], bars["close"]
aroon_down, aroon_up = talib.AROON(h, l, 25)
mama, fama = talib.MAMA(c, 0.5, 0.05)
inphase, quadrature = talib.HT_PHASOR(c)
sine, leadsine = talib.HT_SINE(c)
stop = talib.SAR(h, l, 0.02, 0.2)
true_range = talib.TRANGE(h, l, c)

TALIB = {
    **{f"{name.lower()}_{n}": getattr(talib, name)(c, n) for name in ("SMA", "EMA", "WMA") for n in (5, 20, 200)},
    **{f"{name.lower()}_{n}": getattr(talib, name)(c, n) for name in ("DEMA", "TEMA", "TRIMA", "KAMA") for n in (9, 10, 30)},
    **{f"t3_{n}": talib.T3(c, n, 0.7) for n in (5, 20)}, "t3_5_0.5": talib.T3(c, 5, 0.5),
    "mama_0.5_0.05": mama, "fama_0.5_0.05": fama,
    "midpoint_14": talib.MIDPOINT(c, 14), "midprice_14": talib.MIDPRICE(h, l, 14),
    **{f"{name.lower()}_{n}": getattr(talib, name)(h, l, c, n) for name in ("ADX", "ADXR", "DX", "PLUS_DI", "MINUS_DI") for n in (14, 21)},
    **{f"{name.lower()}_{n}": getattr(talib, name)(h, l, n) for name in ("PLUS_DM", "MINUS_DM") for n in (14, 21)},
    "aroon_up_25": aroon_up, "aroon_down_25": aroon_down, "aroon_oscillator_25": talib.AROONOSC(h, l, 25),
    "sar_0.02_0.2": stop, "sar_0.05_0.1": talib.SAR(h, l, 0.05, 0.1), "sar_distance_0.02_0.2": c / stop - 1,
    "linreg_14": talib.LINEARREG(c, 14), "tsf_14": talib.TSF(c, 14), "linreg_intercept_14": talib.LINEARREG_INTERCEPT(c, 14), "linreg_slope_14": talib.LINEARREG_SLOPE(c, 14),
    "linreg_angle_14": np.degrees(np.arctan(100 * talib.LINEARREG_SLOPE(c, 14) / talib.SMA(c, 14))),
    "linreg_r2_14": close.rolling(14).corr(pd.Series(np.arange(len(c), dtype=float))) ** 2,
    "ht_dcperiod": talib.HT_DCPERIOD(c), "ht_inphase": inphase, "ht_quadrature": quadrature, "ht_dcphase": talib.HT_DCPHASE(c),
    "ht_sine": sine, "ht_leadsine": leadsine, "ht_trendline": talib.HT_TRENDLINE(c),
    "ht_trendmode": np.where(np.arange(len(c)) < 63, np.nan, talib.HT_TRENDMODE(c)),
    "sma_spread_50_200": talib.SMA(c, 50) / talib.SMA(c, 200) - 1,
}


def recursive(values, first, step):
    """A series that begins with `first` at the row before its first value and goes on by `step(before, row)`."""
    out = np.full(len(c), np.nan)
    before = first
    for t in range(values, len(c)):
        before = out[t] = step(before, t)
    return out


def wilder(x, n):
    start = int(np.argmax(~np.isnan(x)))
    first = x[start:start + n].mean()
    out = recursive(start + n, first, lambda before, t: before + (x[t] - before) / n)
    out[start + n - 1] = first
    return out


def direction(n):
    """Chande's momentum oscillator of n changes, as a share."""
    change = close.diff()
    return ((change.rolling(n).sum()).abs() / change.abs().rolling(n).sum()).to_numpy()


def laguerre(gamma, rsi=False):
    """Ehlers' recursion, written with arrays of all stages; gamma may change from row to row. The first row's stages are its price."""
    gammas = np.broadcast_to(gamma, len(c))
    begin = int(np.argmax(~np.isnan(gammas)))
    stages = np.full((4, len(c)), np.nan)
    stages[:, begin] = c[begin]
    for t in range(begin + 1, len(c)):
        g = gammas[t]
        stages[0, t] = (1 - g) * c[t] + g * stages[0, t - 1]
        for k in (1, 2, 3):
            stages[k, t] = -g * stages[k - 1, t] + stages[k - 1, t - 1] + g * stages[k, t - 1]
    stages[:, :begin + 3] = np.nan
    if rsi:
        steps = stages[:-1] - stages[1:]
        return np.maximum(steps, 0).sum(axis=0) / np.abs(steps).sum(axis=0) + 0 * stages[0]
    return (stages * np.array([[1], [2], [2], [1]])).sum(axis=0) / 6


def crossings(x):
    now, before = x[1:], x[:-1]
    crossed = np.where((now > 0) & (before <= 0), 1.0, np.where((now < 0) & (before >= 0), -1.0, 0.0))
    return np.concatenate([[np.nan], np.where(np.isnan(now) | np.isnan(before), np.nan, crossed)])


def supertrend(n, multiple):
    """Bands move only with the trend: written after the rules, band by band."""
    centre, apart = (h + l) / 2, multiple * talib.ATR(h, l, c, n)
    top, bottom = centre + apart, centre - apart
    trend, line = np.full(len(c), np.nan), np.full(len(c), np.nan)
    for t in range(n, len(c)):
        before = trend[t - 1] if t > n else 1
        trend[t] = before if t == n else 1 if c[t] > top[t - 1] else -1 if c[t] < bottom[t - 1] else before
        if t > n and trend[t] > 0:
            bottom[t] = max(bottom[t], bottom[t - 1])
        if t > n and trend[t] < 0:
            top[t] = min(top[t], top[t - 1])
        line[t] = bottom[t] if trend[t] > 0 else top[t]
    return line, trend


def alma(n):
    weights = np.exp(-((np.arange(n) - 0.85 * (n - 1)) ** 2) / (2 * (n / 6) ** 2))
    return close.rolling(n).apply(lambda x: (weights * x).sum() / weights.sum(), raw=True)


def middle(n):
    return (high.rolling(n).max() + low.rolling(n).min()) / 2


def choppiness(n):
    return 100 * np.log10(pd.Series(true_range).rolling(n).sum() / (high.rolling(n).max() - low.rolling(n).min())) / np.log10(n)


def super_smoother(n):
    decay = np.exp(-np.sqrt(2) * np.pi / n)
    c2, c3 = 2 * decay * np.cos(np.sqrt(2) * np.pi / n), -decay ** 2
    out = np.full(len(c), c[0])
    for t in range(1, len(c)):
        out[t] = (1 - c2 - c3) * (c[t] + c[t - 1]) / 2 + c2 * out[t - 1] + c3 * out[max(t - 2, 0)]
    return np.where(np.arange(len(c)) < 2, np.nan, out)


def decycler(n):
    """Ehlers' code: what is left of the price without its high-pass filter."""
    angle = 2 * np.pi / n
    share = 1 - (np.cos(angle) + np.sin(angle) - 1) / np.cos(angle)
    high_pass = np.zeros(len(c))
    for t in range(1, len(c)):
        high_pass[t] = (1 + share) / 2 * (c[t] - c[t - 1]) + share * high_pass[t - 1]
    return np.where(np.arange(len(c)) < 1, np.nan, c - high_pass)


def instantaneous_trend(a):
    out = (c + 2 * np.roll(c, 1) + np.roll(c, 2)) / 4
    out[:2] = np.nan
    for t in range(7, len(c)):
        out[t] = (a - a * a / 4) * c[t] + 0.5 * a * a * c[t - 1] - (a - 0.75 * a * a) * c[t - 2] + 2 * (1 - a) * out[t - 1] - (1 - a) ** 2 * out[t - 2]
    return out


def flex(n, is_reflex):
    """Ehlers' loops: over the last n smoothed values, then the mean square of what came out."""
    smooth, out, square = super_smoother(n / 2), np.full(len(c), np.nan), 0.0
    for t in range(n + 2, len(c)):
        slope = (smooth[t - n] - smooth[t]) / n if is_reflex else 0
        total = sum(smooth[t] + k * slope - smooth[t - k] for k in range(1, n + 1)) / n
        square = 0.04 * total ** 2 + 0.96 * square
        out[t] = total / np.sqrt(square)
    return out


def frama(n):
    half, middles = n // 2, (h + l) / 2
    late = (high.rolling(half).max() - low.rolling(half).min()) / half
    whole = (high.rolling(n).max() - low.rolling(n).min()) / n
    dimension = (np.log(late + late.shift(half)) - np.log(whole)) / np.log(2)
    weight = np.clip(np.exp(-4.6 * (dimension - 1)), 0.01, 1).to_numpy()
    return recursive(n - 1, middles[n - 2], lambda before, t: weight[t] * middles[t] + (1 - weight[t]) * before)


def hilo(high_period, low_period):
    top, bottom, first = talib.SMA(h, high_period), talib.SMA(l, low_period), max(high_period, low_period) - 1
    return recursive(first, bottom[first], lambda before, t: before if t == first else bottom[t] if c[t] > top[t - 1] else top[t] if c[t] < bottom[t - 1] else before)


def heikin_ashi():
    ends, begins = (o + h + l + c) / 4, np.full(len(c), (o[0] + c[0]) / 2)
    for t in range(1, len(c)):
        begins[t] = (begins[t - 1] + ends[t - 1]) / 2
    return {"ha_open": begins, "ha_close": ends, "ha_high": np.maximum(h, np.maximum(begins, ends)), "ha_low": np.minimum(l, np.minimum(begins, ends)), "ha_direction": np.sign(ends - begins)}


def random_walk(n):
    scale = talib.ATR(h, l, c, n) * np.sqrt(n)
    return {f"random_walk_high_{n}": (high - low.shift(n)) / scale, f"random_walk_low_{n}": (high.shift(n) - low) / scale}


def pivots():
    top, bottom, pivot = high.shift(1), low.shift(1), ((high + low + close) / 3).shift(1)
    return {"pivot": pivot, "pivot_r1": 2 * pivot - bottom, "pivot_s1": 2 * pivot - top, "pivot_r2": pivot + top - bottom, "pivot_s2": pivot - top + bottom, "pivot_distance": close / pivot - 1}


stop_line, stop_direction = supertrend(10, 3)
span_a, span_b = ((middle(9) + middle(26)) / 2).shift(26), middle(52).shift(26)
weights = 2 / 15 * direction(14)
gamma = 1 - np.clip(20 * talib.ATR(h, l, c, 14) / c, 0, 1)
filter_08 = pd.Series(laguerre(0.8))
apart = 2 * np.sqrt(((close - filter_08) ** 2).rolling(20).mean())
chande_long = pd.Series(talib.MAX(h, 10) - talib.ATR(h, l, c, 10)).rolling(9).max()
chande_short = pd.Series(talib.MIN(l, 10) + talib.ATR(h, l, c, 10)).rolling(9).min()
range_average = talib.EMA(h - l, 9)
range_twice = np.concatenate([np.full(8, np.nan), talib.EMA(range_average[8:], 9)])
NUMPY = {
    "rma_14": wilder(c, 14),
    "vidya_14": recursive(14, c[13], lambda before, t: before + weights[t] * (c[t] - before)),
    "alma_9": alma(9), "alma_20": alma(20),
    "swma": (close + 2 * close.shift(1) + 2 * close.shift(2) + close.shift(3)) / 6,
    "mcginley_10": np.where(np.arange(len(c)) < 9, np.nan, recursive(0, c[0], lambda before, t: before + (c[t] - before) / (0.6 * 10 * (c[t] / before) ** 4))),
    **{f"laguerre_{g}": laguerre(g) for g in (0.2, 0.5, 0.8)},
    "laguerre_cross_0.2_0.8": crossings(laguerre(0.2) - laguerre(0.8)), "laguerre_spread_0.2_0.8": laguerre(0.2) / laguerre(0.8) - 1,
    "laguerre_rsi_0.5": laguerre(0.5, rsi=True), "laguerre_adaptive_20": laguerre(gamma),
    "laguerre_channel_upper_0.8_20": filter_08 + apart, "laguerre_channel_lower_0.8_20": filter_08 - apart, "laguerre_channel_position_0.8_20": 0.5 + (close - filter_08) / (2 * apart),
    "supertrend_10_3": stop_line, "supertrend_direction_10_3": stop_direction,
    "ichimoku_conversion_9_26_52": middle(9), "ichimoku_base_9_26_52": middle(26), "ichimoku_span_a_9_26_52": span_a, "ichimoku_span_b_9_26_52": span_b,
    "ichimoku_lagging_9_26_52": close / close.shift(26) - 1,
    "ichimoku_cloud_9_26_52": ((close > np.maximum(span_a, span_b)) * 1.0 - (close < np.minimum(span_a, span_b)) * 1.0).where(span_b.notna()),
    "choppiness_14": choppiness(14), "mass_index_25": pd.Series(range_average / range_twice).rolling(25).sum(),
    "chande_kroll_long_10_1_9": chande_long, "chande_kroll_short_10_1_9": chande_short,
    "decycler_60": decycler(60), "instantaneous_trend_0.07": instantaneous_trend(0.07),
    "ssf_10": super_smoother(10), "trendflex_20": flex(20, False), "reflex_20": flex(20, True), "frama_16": frama(16), "hilo_13_21": hilo(13, 21),
    **{f"alligator_{name}": pd.Series(wilder((h + l) / 2, n)).shift(ahead) for name, n, ahead in (("jaw", 13, 8), ("teeth", 8, 5), ("lips", 5, 3))},
    **heikin_ashi(), **random_walk(14), **pivots(), "ttm_trend_6": np.sign(close - ((high + low) / 2).rolling(6).mean()),
    "sma_cross_50_200": crossings(talib.SMA(c, 50) - talib.SMA(c, 200)),
}

vortex = ta.vortex(high, low, close, length=14)
PANDAS_TA = {
    **{f"hma_{n}": ta.hma(close, n) for n in (9, 20, 50)},
    **{f"zlema_{n}": ta.zlma(close, n, mamode="ema") for n in (10, 21)},
    "hwma_0.2_0.1_0.1": ta.hwma(close, 0.2, 0.1, 0.1),
    "sinwma_14": ta.sinwma(close, 14), "pwma_10": ta.pwma(close, 10), "fwma_10": ta.fwma(close, 10),
    "vwma_20": ta.vwma(close, bars["volume"], 20),
    "vortex_plus_14": vortex.iloc[:, 0], "vortex_minus_14": vortex.iloc[:, 1],
    "qstick_10": ta.qstick(bars["open"], close, 10), "vertical_horizontal_28": ta.vhf(close, 28),
}

write(bars, ["TA-Lib", "pandas-ta-classic"], {"TA-Lib": TALIB, "pandas-ta-classic": PANDAS_TA, "numpy, the formula": NUMPY})
