"""Reference values of the volume factors, from TA-Lib, pandas and numpy. See family_reference.py."""
import numpy as np
import talib

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
high, low, close, volume = (bars[name] for name in ("high", "low", "close", "volume"))
typical = (high + low + close) / 3
money_flow = volume * ((close - low) - (high - close)) / (high - low)
simple, logs = close.pct_change(), np.log(close / close.shift(1))


def ema(values, period):
    """TA-Lib's, from the first value on."""
    return from_first(values, lambda known: talib.EMA(known, period))


def wilder(values, period):
    def of(known):
        out = np.full(len(known), np.nan)
        out[period - 1] = known[:period].mean()
        for t in range(period, len(known)):
            out[t] = out[t - 1] + (known[t] - out[t - 1]) / period
        return out

    return from_first(values, of)


def from_first(values, function):
    values = np.asarray(values, dtype=float)
    first = int(np.argmax(~np.isnan(values)))
    return np.concatenate([np.full(first, np.nan), function(values[first:])])


def volume_force():
    """Klinger 1997, row by row."""
    out, trend, measure = np.full(len(c), np.nan), 0, 0.0
    for t in range(1, len(c)):
        step = (h[t] + l[t] + c[t]) - (h[t - 1] + l[t - 1] + c[t - 1])
        direction = 1 if step > 0 else -1 if step < 0 else trend or -1
        span = h[t] - l[t]
        measure = measure + span if direction == trend else h[t - 1] - l[t - 1] + span
        trend = direction
        out[t] = 100 * v[t] * abs(2 * span / measure - 1) * trend
    return out


def volume_flow(period):
    """Katsanos 2004."""
    inter = np.log(typical).diff()
    cutoff = 0.2 * inter.rolling(30).std(ddof=0) * close
    mean = volume.rolling(period).mean().shift(1)
    move = typical.diff()
    counted = np.minimum(volume, 2.5 * mean)
    directed = counted.where(move > cutoff, (-counted).where(move < -cutoff, 0.0)).where(mean.notna())
    return ema(directed.rolling(period).sum() / mean, 3)


def williams():
    before = close.shift(1)
    step = close - before
    move = (close - np.minimum(low, before)).where(step > 0, (close - np.maximum(high, before)).where(step < 0, 0.0))
    return move.where(step.notna()).cumsum()


def volume_index(chosen):
    growth = (close / close.shift(1)).where(chosen, 1.0)
    return 1000 * growth.cumprod()


def twiggs(period):
    before = close.shift(1)
    top, bottom = np.maximum(high, before), np.minimum(low, before)
    top[0] = bottom[0] = np.nan
    flow = volume * ((close - bottom) - (top - close)) / (top - bottom)
    return wilder(flow, period) / wilder(volume.where(before.notna()), period)


def pvo():
    fast, slow = talib.EMA(v, 12), talib.EMA(v, 26)
    return 100 * (fast - slow) / slow


vf = volume_force()
klinger = ema(vf, 34) - ema(vf, 55)
rising = volume.where(simple > 0, 0.0).where(simple != 0, volume / 2).where(simple.notna())
middle = (high + low) / 2
vwap = {"vwap_20": (typical * volume).rolling(20).sum() / volume.rolling(20).sum(), "vwap_cumulative": (typical * volume).cumsum() / volume.cumsum()}

TALIB = {
    "obv": talib.OBV(c, v), "obv_ema_20": talib.EMA(talib.OBV(c, v), 20), "ad": talib.AD(h, l, c, v), "adosc_3_10": talib.ADOSC(h, l, c, v, 3, 10),
    "volume_mean_20": talib.SMA(v, 20), **{f"volume_roc_{n}": talib.ROC(v, n) for n in (5, 10)}, **{f"volume_momentum_{n}": talib.MOM(v, n) for n in (5, 10)},
    "pvo_12_26": talib.PPO(v, 12, 26, talib.MA_Type.EMA), "volume_oscillator_5_20": talib.PPO(v, 5, 20, talib.MA_Type.SMA),
    "pvo_signal_12_26_9": ema(pvo(), 9), "pvo_hist_12_26_9": pvo() - ema(pvo(), 9),
    "volume_zone_14": 100 * ema(np.sign(close.diff()) * volume, 14) / ema(volume.where(close.diff().notna()), 14),
    "force_index_13": ema((close.diff() * volume), 13),
}
PANDAS = {
    "cmf_20": money_flow.rolling(20).sum() / volume.rolling(20).sum(), "relative_volume_20": volume / volume.rolling(20).mean(),
    "volume_zscore_20": (volume - volume.rolling(20).mean()) / volume.rolling(20).std(), "volume_percent_rank_20": volume.rolling(20).rank(pct=True),
    "dollar_volume_20": (close * volume).rolling(20).mean(), "amihud_20": (simple.abs() / (close * volume)).rolling(20).mean(),
    **vwap, "vwap_distance_20": close / vwap["vwap_20"] - 1, "vwap_cumulative_distance": close / vwap["vwap_cumulative"] - 1,
    "ease_of_movement_14": (middle.diff() * (high - low) / volume).rolling(14).mean(), "pvt": (simple * volume).cumsum(),
    "time_segmented_volume_18": (close.diff() * volume).rolling(18).sum(),
    "up_volume_share_20": rising.rolling(20).sum() / volume.rolling(20).sum().where(rising.notna()), "volume_correlation_20": logs.rolling(20).corr(volume),
}
NUMPY = {
    "nvi": volume_index(volume < volume.shift(1)), "pvi": volume_index(volume > volume.shift(1)), "williams_ad": williams(), "twiggs_21": twiggs(21),
    "klinger_34_55_13": klinger, "klinger_signal_34_55_13": ema(klinger, 13), "vfi_130": volume_flow(130),
}

write(bars, ["TA-Lib", "pandas"], {"TA-Lib": TALIB, "pandas": PANDAS, "numpy": NUMPY})
