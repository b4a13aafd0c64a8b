"""Reference values of the price factors, from TA-Lib and numpy. See family_reference.py."""
import numpy as np
import talib

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
span = h - l

TALIB = {
    "typical_price": talib.TYPPRICE(h, l, c), "median_price": talib.MEDPRICE(h, l),
    "average_price": talib.AVGPRICE(o, h, l, c), "weighted_close": talib.WCLPRICE(h, l, c),
}
NUMPY = {
    "upper_shadow_ratio": (h - np.maximum(o, c)) / span, "body_ratio": np.abs(c - o) / span, "lower_shadow_ratio": (np.minimum(o, c) - l) / span,
    "close_location": (c - l) / span,
}

write(bars, ["TA-Lib"], {"TA-Lib": TALIB, "numpy": NUMPY})
