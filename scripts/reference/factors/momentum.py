"""Reference values of the momentum factors: TA-Lib; pandas-ta-classic, or the formula in plain numpy, where TA-Lib has none or another."""
import numpy as np
import pandas as pd
import pandas_ta_classic as ta
import talib

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
open_, high, low, close = (bars[name] for name in ("open", "high", "low", "close"))
SMA, EMA = talib.MA_Type.SMA, talib.MA_Type.EMA


def columns(names, values):
    return dict(zip(names, values, strict=True))


def seeded(values, n, weight):
    """Average that moves by `weight` and starts as the mean of the first n values."""
    out = np.full(len(values), np.nan)
    start = int(np.argmax(~np.isnan(values))) + n - 1
    out[start] = values[start - n + 1:start + 1].mean()
    for t in range(start + 1, len(values)):
        out[t] = out[t - 1] + weight * (values[t] - out[t - 1])
    return out


def ema(values, n):
    return seeded(np.asarray(values), n, 2 / (n + 1))


def place(x, lowest, highest, n):
    """Place of x in its range, in percent."""
    bottom, top = pd.Series(lowest).rolling(n).min().to_numpy(), pd.Series(highest).rolling(n).max().to_numpy()
    return 100 * (np.asarray(x) - bottom) / (top - bottom)


def line_end(values, n, ahead=0):
    """Value of the least squares line through the last n values, so many rows ahead."""
    k = np.arange(n)

    def end(window):
        slope, start = np.polyfit(k, window, 1)
        return start + slope * (n - 1 + ahead)

    return pd.Series(values).rolling(n).apply(end, raw=True).to_numpy()


def known_sure():
    rates = [100 * (close / close.shift(r) - 1) for r in (10, 15, 20, 30)]
    means = [rate.rolling(m).mean() for rate, m in zip(rates, (10, 10, 10, 15), strict=True)]
    kst = sum((k + 1) * mean for k, mean in enumerate(means))
    return kst, kst.rolling(9).mean()


def connors():
    step = np.sign(np.diff(c))
    run = np.zeros(len(c))
    for t in range(1, len(c)):
        run[t] = run[t - 1] + step[t - 1] if step[t - 1] * run[t - 1] > 0 else step[t - 1]
    returns = np.full(len(c), np.nan)
    returns[1:] = c[1:] / c[:-1] - 1
    below = np.full(len(c), np.nan)
    for t in range(101, len(c)):
        before = returns[t - 100:t]
        below[t] = (before < returns[t]).sum() + (before == returns[t]).sum() / 2
    return (talib.RSI(c, 3) + talib.RSI(run, 2) + below) / 3


def kdj():
    rsv = place(c, l, h, 9)
    k, d = np.full(len(c), np.nan), np.full(len(c), np.nan)
    for t in range(8, len(c)):
        k[t] = (2 * (50 if t == 8 else k[t - 1]) + rsv[t]) / 3
        d[t] = (2 * (50 if t == 8 else d[t - 1]) + k[t]) / 3
    return k, d, 3 * k - 2 * d


def qqe():
    rsi = ema(talib.RSI(c, 14), 5)
    moved = np.abs(np.diff(rsi, prepend=np.nan))
    apart = 4.236 * ema(ema(moved, 27), 27)
    level, direction = np.full(len(c), np.nan), np.full(len(c), np.nan)
    first = int(np.argmax(~np.isnan(apart)))
    below, above, way = rsi[first] - apart[first], rsi[first] + apart[first], 1
    level[first], direction[first] = below, way
    for t in range(first + 1, len(c)):
        if rsi[t] > above and rsi[t - 1] <= above:
            way = 1
        elif rsi[t] < below and rsi[t - 1] >= below:
            way = -1
        below = max(below, rsi[t] - apart[t]) if min(rsi[t], rsi[t - 1]) > below else rsi[t] - apart[t]
        above = min(above, rsi[t] + apart[t]) if max(rsi[t], rsi[t - 1]) < above else rsi[t] + apart[t]
        level[t], direction[t] = below if way > 0 else above, way
    return level, rsi, direction


def schaff():
    def smooth(values):
        stochastic = place(values, values, values, 10)
        out = np.full(len(values), np.nan)
        first = int(np.argmax(~np.isnan(pd.Series(values).rolling(10).min().to_numpy())))
        held = 50.0
        for t in range(first, len(values)):
            held = stochastic[t] if not np.isnan(stochastic[t]) else held
            out[t] = held if t == first else out[t - 1] + 0.5 * (held - out[t - 1])
        return out

    return smooth(smooth(ema(c, 23) - ema(c, 50)))


def inertia():
    deviation = close.rolling(10).std(ddof=0)
    step = close.diff()
    up, down = deviation.where(step > 0, 0).where(deviation.notna()), deviation.where(step < 0, 0).where(deviation.notna())
    rises, falls = seeded(up.to_numpy(), 14, 1 / 14), seeded(down.to_numpy(), 14, 1 / 14)
    return line_end(100 * rises / (rises + falls), 20)


def jurik(n):
    weight = 3 / (n + 2)

    def smooth(values):
        for _ in range(3):
            first, second = 0.0, 0.0
            out = np.empty(len(values))
            for t, value in enumerate(values):
                first = (1 - weight) * first + weight * value
                second = (1 - weight) * second + weight * first
                out[t] = 1.5 * first - 0.5 * second
            values = out
        return values

    step = np.diff(c)
    out = np.full(len(c), np.nan)
    out[1:] = np.clip(50 * (smooth(step) / smooth(np.abs(step)) + 1), 0, 100)
    out[:n] = np.nan
    return out


def whole(values, first):
    """Integers as TA-Lib writes them, with nothing before the first."""
    return np.where(np.arange(len(c)) < first, np.nan, values)


def share(up, down):
    return 100 * up / (up + down)


def polarized():
    rate, step = 100 * (close / close.shift(10) - 1), 100 * close.pct_change()
    straight = np.sqrt(rate**2 + 100) / np.sqrt(step**2 + 1).rolling(10).sum()
    return ema((100 * straight * np.where(rate < 0, -1, 1)).to_numpy(), 5)


def impulse():
    trend, force = np.diff(talib.EMA(c, 13), prepend=np.nan), np.diff(talib.MACD(c, 12, 26, 9)[2], prepend=np.nan)
    return np.where(np.isnan(force), np.nan, 1.0 * ((trend > 0) & (force > 0)) - 1.0 * ((trend < 0) & (force < 0)))


def demark():
    count, out = 0, np.full(len(c), np.nan)
    for t in range(4, len(c)):
        sign = np.sign(c[t] - c[t - 4])
        count = count + sign if sign * count > 0 else sign
        out[t] = count
    return out


def squeeze():
    mean, deviation = close.rolling(20).mean(), close.rolling(20).std(ddof=0)
    range_ = pd.Series(talib.TRANGE(h, l, c)).rolling(20).mean()
    lean = close - ((high.rolling(20).max() + low.rolling(20).min()) / 2 + mean) / 2
    return (2 * deviation < 1.5 * range_).astype(float).where(range_.notna()), line_end(lean, 20)


true_range = talib.TRANGE(h, l, c)
before = close.shift()
ppo = talib.PPO(c, 12, 26, EMA)
trix = talib.TRIX(c, 30)
derived = talib.EMA(talib.EMA(talib.RSI(c, 14), 5), 3)
moved = c[5:] - c[:-5]
steps = np.diff(c, prepend=np.nan)
above = close - close.rolling(30).mean()
smi = ta.smi(close, fast=5, slow=20, signal=5)
rvgi = ta.rvgi(open_, high, low, close, length=10)
fisher = ta.fisher(high, low, length=9)

TALIB = {
    **{f"rsi_{n}": talib.RSI(c, n) for n in (2, 7, 14, 21, 50, 200)},
    **{id: values for p in ((12, 26, 9), (5, 35, 5), (8, 17, 9)) for id, values in columns([f"macd_{name}_{'_'.join(map(str, p))}" for name in ("line", "signal", "hist")], talib.MACD(c, *p)).items()},
    **{id: values for n in (5, 14, 21) for id, values in columns([f"stoch_k_{n}_3_3", f"stoch_d_{n}_3_3"], talib.STOCH(h, l, c, n, 3, SMA, 3, SMA)).items()},
    **{id: values for n in (5, 14) for id, values in columns([f"stochf_k_{n}_3", f"stochf_d_{n}_3"], talib.STOCHF(h, l, c, n, 3, SMA)).items()},
    **columns(["stochrsi_k_14_14_3", "stochrsi_d_14_14_3"], talib.STOCHRSI(c, 14, 14, 3, SMA)),
    **{f"roc_{n}": talib.ROC(c, n) for n in (1, 5, 10, 20)},
    **{f"momentum_{n}": talib.MOM(c, n) for n in (1, 5, 10, 20)},
    **{f"williams_r_{n}": talib.WILLR(h, l, c, n) for n in (14, 21)},
    **{f"cci_{n}": talib.CCI(h, l, c, n) for n in (14, 20)},
    "mfi_14": talib.MFI(h, l, c, v, 14),
    "ppo_12_26": ppo, "ppo_signal_12_26_9": talib.EMA(ppo, 9), "ppo_hist_12_26_9": ppo - talib.EMA(ppo, 9),
    "apo_12_26": talib.APO(c, 12, 26, EMA),
    "cmo_14": talib.CMO(c, 14),
    "trix_15": talib.TRIX(c, 15), "trix_30": trix, "trix_signal_30_9": talib.EMA(trix, 9),
    "ultimate_oscillator_7_14_28": talib.ULTOSC(h, l, c, 7, 14, 28),
    "balance_of_power": talib.BOP(o, h, l, c),
    "coppock_14_11_10": talib.COPPOCK(c, 10, 11, 14),
    "pretty_good_14": (c - talib.SMA(c, 14)) / ema(true_range, 14),
    "forecast_oscillator_9": talib.FOSC(c, 9),
    **columns(["elder_bull_13", "elder_bear_13"], talib.ERI(h, l, c, 13)),
    "acceleration_5": talib.MOM(talib.MOM(c, 5), 5),
    "tsi_25_13_13": talib.TSI(c, 25, 13), "tsi_signal_25_13_13": talib.EMA(talib.TSI(c, 25, 13), 13),
    "awesome_5_34": talib.AO(h, l, 5, 34), "accelerator_5_34_5": talib.AC(h, l, 5, 34, 5),
    "cmo_sum_14": talib.CMOU(c, 14), "intraday_momentum_14": talib.IMI(o, c, 14),
    **columns(["stochastic_momentum_13_2_25_9", "stochastic_momentum_signal_13_2_25_9"], talib.SMI(h, l, c, 13, 2, 25, 9)),
    **{id: values / 100 for id, values in columns(["fractal_high_2_2", "fractal_low_2_2"], (whole(swings, 4) for swings in talib.FRACTAL(h, l, 2, 2))).items()},
    "detrended_past_20": talib.DPO(c, 20),
    "derivative_oscillator_14_5_3_9": derived - talib.SMA(derived, 9),
    "inverse_fisher_rsi_5_9": np.tanh(talib.WMA(0.1 * (talib.RSI(c, 5) - 50), 9)),
}
PANDAS_TA = {
    **columns(["smi_5_20_5", "smi_signal_5_20_5", "smi_oscillator_5_20_5"], (smi.iloc[:, k] for k in range(3))),
    "fisher_9": fisher.iloc[:, 0].where(np.arange(len(c)) > 8), "fisher_signal_9": fisher.iloc[:, 0].where(np.arange(len(c)) > 8).shift(),
    "relative_vigor_10": rvgi["RVGI_10_4"], "relative_vigor_signal_10": rvgi["RVGIs_10_4"],
    "psychological_12": ta.psl(close, length=12).where(np.arange(len(c)) > 11),
    "efficiency_ratio_10": ta.er(close, 10),
    "correlation_trend_12": ta.cti(close, 12),
    "center_of_gravity_10": ta.cg(close, 10),
}
NUMPY = {
    **columns(["kst", "kst_signal"], known_sure()),
    "connors_rsi_3_2_100": connors(),
    **columns(["kdj_k_9_3", "kdj_d_9_3", "kdj_j_9_3"], kdj()),
    **columns(["qqe_14_5", "qqe_rsi_14_5", "qqe_direction_14_5"], qqe()),
    "stc_10_23_50": schaff(),
    "inertia_20_14": inertia(),
    **columns(["squeeze_on_20", "squeeze_momentum_20"], squeeze()),
    "detrended_price_20": close - close.rolling(20).mean().shift(11),
    "rsx_14": jurik(14),
    "td_setup": demark(),
    "relative_momentum_14_5": np.concatenate([np.full(5, np.nan), share(seeded(moved.clip(0), 14, 1 / 14), seeded((-moved).clip(0), 14, 1 / 14))]),
    "price_zone_14": 100 * ema(c * np.sign(steps), 14) / ema(c, 14),
    "fractal_efficiency_10_5": polarized(),
    "elder_impulse": impulse(),
    "trend_intensity_30": share(above.clip(lower=0).rolling(15).sum(), (-above).clip(lower=0).rolling(15).sum()),
    "brar_ar_26": 100 * (high - open_).rolling(26).sum() / (open_ - low).rolling(26).sum(),
    "brar_br_26": 100 * (high - before).clip(lower=0).where(before.notna()).rolling(26).sum() / (before - low).clip(lower=0).where(before.notna()).rolling(26).sum(),
}
write(bars, ["TA-Lib", "pandas-ta-classic"], {"TA-Lib": TALIB, "pandas-ta-classic": PANDAS_TA, "numpy": NUMPY})
