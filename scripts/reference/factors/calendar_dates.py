"""Reference values for the calendar factors, from pandas. How to run it: see common.py."""
import numpy as np
import pandas as pd

from common import read_bars, write

bars, *_ = read_bars()
date = pd.to_datetime(bars["date"])
PANDAS = {
    "day_of_week": date.dt.day_of_week + 1, "month": date.dt.month, "quarter": date.dt.quarter,
    "dow_sin": np.sin(2 * np.pi * date.dt.day_of_week / 7), "dow_cos": np.cos(2 * np.pi * date.dt.day_of_week / 7),
    "dom_sin": np.sin(2 * np.pi * (date.dt.day - 1) / 31), "dom_cos": np.cos(2 * np.pi * (date.dt.day - 1) / 31),
    "month_sin": np.sin(2 * np.pi * (date.dt.month - 1) / 12), "month_cos": np.cos(2 * np.pi * (date.dt.month - 1) / 12),
}
write(bars, ["pandas"], {"pandas": PANDAS})
