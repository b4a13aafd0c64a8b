"""pandas: a method of a rolling window (`rolling(20).skew()`), or the expression a person would write where there is none.

Log returns are made each time, as ours are.
"""

import numpy as np
import pandas as pd

from factor_peer import serve


class Pandas:
    versions = f"pandas {pd.__version__}"

    def __init__(self, bars, calls):
        self.series = {name: pd.Series(values) for name, values in bars.items()}
        self.calls = calls

    def compute(self):
        return [self.call(**call) for call in self.calls]

    def call(self, name, inputs, parameters):
        series = [self.input(name) for name in inputs]
        if name in EXPRESSIONS:
            return EXPRESSIONS[name](*series, **parameters)
        first, *others = series
        options = dict(parameters)
        return getattr(first.rolling(options.pop("window")), name)(*others, **options)

    def input(self, name):
        if name != "log_return":
            return self.series[name]
        return np.log(self.series["close"]).diff()

    def column(self, outcome, output):
        return outcome


def autocorrelation(series, window, lag):
    return series.rolling(window).corr(series.shift(lag))


def beta(first, second, window):
    """TA-Lib's: of the returns of the second on those of the first."""
    first, second = first.pct_change(), second.pct_change()
    return first.rolling(window).cov(second) / first.rolling(window).var()


def percent_rank(series, window):
    return series.rolling(window).rank(pct=True)


def zscore(series, window):
    return (series - series.rolling(window).mean()) / series.rolling(window).std()


EXPRESSIONS = {"autocorrelation": autocorrelation, "beta": beta, "percent_rank": percent_rank, "zscore": zscore}

serve(Pandas)
