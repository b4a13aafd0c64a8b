"""Reference values of the candlestick patterns: TA-Lib's, which ours equal in every row.

    pip install TA-Lib pandas numpy
    python scripts/reference/factors/candles.py node_modules/vega-datasets/data/sp500-2000.csv > lib/factors/candles/patterns.json

For each pattern and series: how often each value occurs, the first rows that are not 0, and a hash of all rows.
Two series: the S&P 500, and candles drawn by the generator below, on which every pattern occurs with every value it has.
lib/factors/candles/fixtures/drawnBars.ts is the same generator.
"""
import collections
import importlib.metadata
import json
import pathlib

import numpy as np
import talib
import talib.abstract

from family_reference import SERIES, read_bars

ROWS = 100_000
SEED = 1
TICKS = 4  # of a price of 1: sums of such prices are exact, so equal is equal and no rounding decides
STORIES = pathlib.Path(__file__).parents[3] / "lib/factors/candles/fixtures/stories.json"


def drawn_bars(rows, seed):
    """Open, high, low, close of candles that open and close where patterns are decided: at, or a tick beside, prices of the candles before."""
    stories = [candles for candles in json.loads(STORIES.read_text()).values() if not isinstance(candles, str)]
    state = seed

    def draw(n):
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return (state >> 8) % n

    bars = [(4000, 4000, 4000, 4000), (4000, 4000, 4000, 4000)]
    white = 0
    while len(bars) < rows:
        (o2, _, _, c2), (o1, h1, l1, c1) = bars[-2:]
        if draw(20) == 0:
            sign = 2 * draw(2) - 1
            for candle in stories[draw(len(stories))]:
                o, h, l, c = (c1 + sign * price + draw(3) - 1 for price in candle)
                bars.append((o, max(o, h, l, c), min(o, h, l, c), c))
            continue
        if draw(3) == 0:
            white = draw(2)
        drift = 20 if c1 < 2000 else -20 if c1 > 6000 else 0
        jump = [0, draw(3) - 1, draw(9) - 4, draw(41) - 20, draw(161) - 80][draw(5)]
        start = [c1 + jump, c1 + jump, o1, (o1 + c1) // 2, h1 + 1 + draw(4), l1 - 1 - draw(4)][draw(6)] + drift
        length = [0, 1, draw(4), draw(12), 20 + draw(20), 60][draw(6)]
        end = start + length if white else start - length
        aim = draw(12)
        if aim < 6:
            end = [c1, o1, c2, o2, (o1 + c1) // 2, (o2 + c2) // 2][aim] + draw(3) - 1
        above = [0, 0, 1, draw(6), draw(30)][draw(5)]
        below = [0, 0, 1, draw(6), draw(60)][draw(5)]
        bars.append((start, max(start, end) + above, min(start, end) - below, end))
    return (np.array(bars[:rows], dtype=float) / TICKS).T.copy()


def summary(values):
    """FNV-1a over the values as signed bytes, a hundred and fewer divided by four."""
    digest = 2166136261
    for value in values.tolist():
        digest = ((digest ^ (value // 4 & 255)) * 16777619) % 2**32
    rows = np.flatnonzero(values)
    counts = collections.Counter(values.tolist())
    return {"counts": {str(value): counts[value] for value in sorted(counts) if value}, "first": {str(row): int(values[row]) for row in rows[:5]}, "hash": digest}




bars, o, h, l, c, _ = read_bars()
drawn = drawn_bars(ROWS, SEED)
patterns = []
for name in talib.get_function_groups()["Pattern Recognition"]:
    function = talib.abstract.Function(name)
    usual = function.parameters.get("penetration")
    for share in [None] if usual is None else [usual, 0.4, 0.7]:
        options = {} if share is None else {"penetration": share}
        compute = getattr(talib, name)
        pattern = {"name": name, **options, "lookback": function.lookback, "SP500": summary(compute(o, h, l, c, **options)), "drawn": summary(compute(*drawn, **options))}
        assert sum(pattern["drawn"]["counts"].values()) >= 10, f"{name} hardly occurs: {pattern}"
        patterns.append(pattern)
print(json.dumps({"version": importlib.metadata.version("TA-Lib"), "series": SERIES, "drawnRows": ROWS, "seed": SEED, "patterns": patterns}, indent=1))
