"""Reference values of the returns, from TA-Lib and pandas. See family_reference.py."""
import numpy as np
import pandas as pd
import talib

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
close, before = bars["close"], bars.shift(1)

TALIB = {f"simple_return_{n}": talib.ROCP(c, n) for n in (1, 5, 20)}
PANDAS = {
    **{f"log_return_{n}": np.log(close / close.shift(n)) for n in (1, 5, 20)},
    "overnight_return": np.log(bars["open"] / before["close"]), "intraday_return": np.log(close / bars["open"]),
    "gap": ((bars["open"] - before["high"]).clip(lower=0) + (bars["open"] - before["low"]).clip(upper=0)) / before["close"],
}

write(bars, ["TA-Lib", "pandas"], {"TA-Lib": TALIB, "pandas": PANDAS})
