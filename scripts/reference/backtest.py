"""Writes lib/backtest/reference.json: seeded bars, wanted positions, and what vectorbt makes of them at the next open;
and lib/backtest/libraries.json, by backtest_libraries.py beside it: strategies on real bars in vectorbt, backtesting.py and backtrader.

Run in a venv of its own with Python 3.11, vectorbt 1.2.0, backtesting 0.6.6, backtrader 1.9.78.123, numpy 2.4.6 and pandas 3.1.1:
    python scripts/reference/backtest.py node_modules/vega-datasets/data/sp500-2000.csv
A position decided at the close of row t is ordered in row t+1 at its open; the size is a share of the equity at that price.
"""
import importlib.metadata
import json
import pathlib
import sys

import numpy
import vectorbt

import backtest_libraries

rng = numpy.random.default_rng(8)
count = 160
close = 100 * numpy.exp(numpy.cumsum(rng.normal(0.0004, 0.012, count)))
open_ = close * numpy.exp(rng.normal(0, 0.004, count))


def held_for_days(choices):
    positions = numpy.repeat(rng.choice(choices, count), 4)[:count]
    positions[:3] = 0
    return positions.astype(float)


def run(positions, fees):
    wanted = numpy.full(count, numpy.nan)
    changed = numpy.concatenate([[positions[0] != 0], positions[1:] != positions[:-1]])
    wanted[1:][changed[:-1]] = positions[:-1][changed[:-1]]
    portfolio = vectorbt.Portfolio.from_orders(close, size=wanted, size_type="targetpercent", price=open_, fees=fees, init_cash=100_000.0)
    trades = portfolio.positions.records  # from flat to flat, as ours; its "trades" end at every partial exit
    return {
        "positions": positions.tolist(),
        "commissionBps": fees * 1e4,
        "equity": portfolio.value().to_numpy().tolist(),
        "cash": portfolio.cash().to_numpy().tolist(),
        "trades": [
            {"entryRow": int(t.entry_idx), "exitRow": int(t.exit_idx), "units": float(t.size), "entryPrice": float(t.entry_price), "exitPrice": float(t.exit_price),
             "net": float(t.pnl), "costs": float(t.entry_fees + t.exit_fees), "isOpen": bool(t.status == 0)}
            for t in trades.itertuples()
        ],
    }


document = {
    "made by": {"scripts/reference/backtest.py": {name: importlib.metadata.version(name) for name in ("vectorbt", "numpy")}},
    "bars": {"open": open_.tolist(), "close": close.tolist()},
    "runs": {
        "long or flat, 10 bps": run(held_for_days([0, 1]), 0.001),
        "long or flat, free": run(held_for_days([0, 1]), 0.0),
        "long, flat or short, free": run(held_for_days([-1, 0, 1]), 0.0),
        "half, whole or flat, free": run(held_for_days([0, 0.5, 1]), 0.0),
    },
}
target = pathlib.Path(__file__).resolve().parents[2] / "lib" / "backtest" / "reference.json"
target.write_text(json.dumps(document, indent=1) + "\n")
for name, result in document["runs"].items():
    print(name, result["equity"][-1], len(result["trades"]))
backtest_libraries.write(sys.argv[1])
