"""Reference values of the volatility factors: TA-Lib and pandas where they have the function, otherwise formulas written here in plain numpy. How to run: common.py."""
import numpy as np
import pandas as pd
import talib

from common import read_bars, write

bars, o, h, l, c, v = read_bars()
close = bars["close"]
returns = np.log(close / close.shift(1))
bb = {n: talib.BBANDS(c, n, 2, 2, talib.MA_Type.SMA) for n in (20, 50)}
log_range2 = np.log(bars["high"] / bars["low"]) ** 2
garman_klass = 0.5 * log_range2 - (2 * np.log(2) - 1) * np.log(close / bars["open"]) ** 2
rogers_satchell = pd.Series(np.log(h / c) * np.log(h / o) + np.log(l / c) * np.log(l / o))
channel_top, channel_bottom = talib.MAX(h, 20), talib.MIN(l, 20)

TALIB = {
    **{f"atr_{n}": talib.ATR(h, l, c, n) for n in (7, 14, 21)},
    "atr_ratio_14": talib.ATR(h, l, c, 14) / c,
    "true_range": talib.TRANGE(h, l, c),
    **{f"bb_{name}_{n}": lines[k] for n, lines in bb.items() for k, name in enumerate(("upper", "middle", "lower"))},
    **{f"bb_width_{n}": (upper - lower) / middle for n, (upper, middle, lower) in bb.items()},
    **{f"bb_position_{n}": (c - lower) / (upper - lower) for n, (upper, middle, lower) in bb.items()},
    "donchian_upper_20": channel_top, "donchian_lower_20": channel_bottom, "donchian_middle_20": (channel_top + channel_bottom) / 2,
    "donchian_position_20": (c - channel_bottom) / (channel_top - channel_bottom),
}
PANDAS = {
    **{f"hist_vol_{n}": returns.rolling(n).std() for n in (10, 20, 30)},
    "parkinson_20": np.sqrt((log_range2 / (4 * np.log(2))).rolling(20).mean()),
    "garman_klass_20": np.sqrt(garman_klass.rolling(20).mean()),
    "rogers_satchell_20": np.sqrt(rogers_satchell.rolling(20).mean()),
}

write(bars, ["TA-Lib", "pandas"], {"TA-Lib": TALIB, "pandas": PANDAS})
