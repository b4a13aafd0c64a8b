"""What the scripts beside this file share: the bars, and the form of a reference.

    pip install TA-Lib pandas pandas-ta-classic numpy scipy statsmodels arch
    python scripts/reference/factors/<family>.py node_modules/vega-datasets/data/sp500-2000.csv > lib/factors/<family>/reference.json

For each id: the library, the first row with a value, mean and root mean square over all rows (so that every row counts),
and single values. Rows count from 0. TA-Lib runs with its unstable period at 0: values start at its lookback.
"""
import importlib.metadata
import json
import sys

import numpy as np
import pandas as pd

SERIES = "S&P 500 daily, npm vega-datasets, data/sp500-2000.csv"


def read_bars():
    """The bars as a frame, and open, high, low, close, volume as arrays."""
    bars = pd.read_csv(sys.argv[1])
    return bars, *(bars[name].to_numpy(dtype=float) for name in ("open", "high", "low", "close", "volume"))


def write(bars, packages, tables):
    """Prints the reference. `tables` maps the name of a library to a table of ids and values."""
    factors = {id: summary(library, id, values) for library, table in tables.items() for id, values in table.items()}
    versions = {name: importlib.metadata.version(name) for name in ["numpy", *packages]}
    print(json.dumps({"versions": versions, "series": SERIES, "bars": len(bars), "factors": factors}, indent=1, ensure_ascii=False))


def summary(library, id, values):
    values = np.asarray(values, dtype=float)
    known = ~np.isnan(values)
    first = int(np.argmax(known))
    assert known[first:].all(), f"{id} has no value at row {first + int(np.argmin(known[first:]))}"
    rows = [first, first + 1, first + 7, *range(500, len(values), 500), len(values) - 1]
    return {
        "library": library, "firstRow": first, "mean": values[known].mean(), "rootMeanSquare": float(np.sqrt((values[known] ** 2).mean())),
        "values": {str(row): float(values[row]) for row in rows},
    }
