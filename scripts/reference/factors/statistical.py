"""Reference values of the statistical factors, from TA-Lib, pandas, scipy and numpy. See family_reference.py."""
import itertools
import math

import numpy as np
import pandas as pd
import talib
from scipy import stats

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
close = bars["close"]
returns = np.log(close / close.shift(1))


def windows(values, period, function):
    """A function of each window of the last `period` values, all of them numbers."""
    values = np.asarray(values, dtype=float)
    out = np.full(len(values), np.nan)
    for t in range(period - 1, len(values)):
        window = values[t - period + 1 : t + 1]
        if not np.isnan(window).any():
            out[t] = function(window)
    return out


TALIB = {
    **{f"stddev_{n}": talib.STDDEV(c, n) for n in (5, 20)}, **{f"variance_{n}": talib.VAR(c, n) for n in (5, 20)},
    "average_deviation_14": talib.AVGDEV(c, 14), "sum_20": talib.SUM(c, 20),
    "max_20": talib.MAX(c, 20), "min_20": talib.MIN(c, 20),
    "high_low_beta_5": talib.BETA(h, l, 5), "high_low_correlation_30": talib.CORREL(h, l, 30),
}
downside = returns.clip(upper=0) ** 2
PANDAS = {
    **{f"zscore_{n}": (close - close.rolling(n).mean()) / close.rolling(n).std() for n in (20, 50)},
    **{f"skew_{n}": returns.rolling(n).skew() for n in (20, 60)}, **{f"kurtosis_{n}": returns.rolling(n).kurt() for n in (20, 60)},
    **{f"autocorrelation_{lag}_60": returns.rolling(60).corr(returns.shift(lag)) for lag in (1, 5, 10)},
    "high_low_ratio": bars["high"] / bars["low"], "high_low_ratio_mean_20": (bars["high"] / bars["low"]).rolling(20).mean(),
    "median_20": close.rolling(20).median(), **{f"quantile_20_{q}": close.rolling(20).quantile(q) for q in (0.1, 0.9)},
    **{f"percent_rank_{n}": close.rolling(n).rank(pct=True) for n in (20, 100)},
    "iqr_20": close.rolling(20).quantile(0.75) - close.rolling(20).quantile(0.25),
    **{f"drawdown_{n}": close / close.rolling(n).max() - 1 for n in (20, 252)},
    **{f"run_up_{n}": close / close.rolling(n).min() - 1 for n in (20, 252)},
    "rolling_sharpe_60": returns.rolling(60).mean() / returns.rolling(60).std(),
    "rolling_sortino_60": returns.rolling(60).mean() / np.sqrt(downside.rolling(60).mean()),
    "value_at_risk_100_0.05": -returns.rolling(100).quantile(0.05),
    "tail_ratio_100": (returns.rolling(100).quantile(0.95) / returns.rolling(100).quantile(0.05)).abs(),
}


def regression(window):
    """Slope of the change on the level before, and its t-statistic."""
    found = stats.linregress(window[:-1], np.diff(window))
    return found.slope, found.slope / found.stderr


def half_life(window):
    slope, _ = regression(window)
    return min(-math.log(2) / math.log1p(slope), 600) if -1 < slope < 0 else 600


SCIPY = {
    "mad_20": windows(c, 20, stats.median_abs_deviation),
    "robust_zscore_20": windows(c, 20, lambda w: 0.6745 * (w[-1] - np.median(w)) / stats.median_abs_deviation(w)),
    "jarque_bera_60": windows(returns, 60, lambda w: stats.jarque_bera(w).statistic),
    "half_life_60": windows(c, 61, half_life), "dickey_fuller_60": windows(c, 61, lambda w: regression(w)[1]),
}


def variance_ratio(q, n):
    def of(prices):
        x = np.log(prices)
        mu = (x[-1] - x[0]) / n
        one = ((np.diff(x) - mu) ** 2).sum() / (n - 1)
        long = ((x[q:] - x[:-q] - q * mu) ** 2).sum() / (q * (n - q + 1) * (1 - q / n))
        return long / one

    return windows(c, n + 1, of)


def hurst(period):
    steps = [1, 2, 4, 8, 16]
    squares = np.array([(np.log(close / close.shift(s)) ** 2).rolling(period).mean() for s in steps])
    known = ~np.isnan(squares).any(axis=0)
    out = np.full(len(c), np.nan)
    out[known] = np.polyfit(np.log(steps), np.log(squares[:, known]) / 2, 1)[0]
    return out


def entropy(window):
    counts, _ = np.histogram(window, bins=8)
    return stats.entropy(counts) / math.log(8)


def permutation_entropy(order, period):
    patterns = list(itertools.permutations(range(order)))
    number = windows(c, order, lambda w: patterns.index(tuple(np.argsort(w, kind="stable"))))
    return windows(number, period, lambda w: stats.entropy(np.bincount(w.astype(int))) / math.log(len(patterns)))


def fractional_difference(d, width):
    """(1 − L)^d of ln close, less what the level of the window's first close adds."""
    weights = [1.0]
    for k in range(1, width + 1):
        weights.append(-weights[-1] * (d - k + 1) / k)
    newest_last = np.array(weights[::-1])

    def of(prices):
        x = np.log(prices) - np.log(prices[0])
        return (newest_last * x).sum()

    return windows(c, width + 1, of)


def fractal_dimension(half):
    high, low = bars["high"], bars["low"]
    span = lambda n: high.rolling(n).max() - low.rolling(n).min()
    return (np.log((span(half) + span(half).shift(half)) / half) - np.log(span(2 * half) / (2 * half))) / np.log(2)


def run_length():
    out, run = [0], 0
    for step in np.sign(np.diff(c)):
        run = 0 if step == 0 else run + step if run * step > 0 else step
        out.append(run)
    return np.array(out)


NUMPY = {
    **{f"variance_ratio_{q}_{n}": variance_ratio(q, n) for q, n in ((2, 60), (5, 60), (10, 120))},
    "hurst_100": hurst(100), "entropy_50": windows(returns, 50, entropy), "permutation_entropy_3_60": permutation_entropy(3, 60),
    "frac_diff_0.4_100": fractional_difference(0.4, 100), "fractal_dimension_15": fractal_dimension(15),
    **{f"max_drawdown_{n}": windows(c, n, lambda w: (w / np.maximum.accumulate(w)).min() - 1) for n in (20, 252)},
    "expected_shortfall_100_0.05": windows(returns, 100, lambda w: -np.sort(w)[:5].mean()),
    "run_length": run_length(),
    # TA-Lib's MAXINDEX takes the oldest of equal values when it has to search, the newest otherwise; here it is always the newest.
    "max_age_20": windows(c, 20, lambda w: np.argmax(w[::-1])), "min_age_20": windows(c, 20, lambda w: np.argmin(w[::-1])),
}

write(bars, ["TA-Lib", "pandas", "scipy"], {"TA-Lib": TALIB, "pandas": PANDAS, "scipy": SCIPY, "numpy": NUMPY})
