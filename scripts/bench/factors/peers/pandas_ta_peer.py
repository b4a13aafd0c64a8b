"""pandas-ta-classic: its own code, which is what it runs unless it is asked for TA-Lib."""

import inspect

import pandas as pd
import pandas_ta_classic as ta

from factor_peer import serve


class PandasTa:
    versions = f"pandas-ta-classic {ta.__version__ if hasattr(ta, '__version__') else ta.version}"

    def __init__(self, bars, calls):
        series = {name: pd.Series(values) for name, values in bars.items()}
        self.works = [(getattr(ta, call["name"]), [series[name] for name in call["inputs"]], options_of(call)) for call in calls]

    def compute(self):
        return [function(*inputs, **options) for function, inputs, options in self.works]

    def column(self, outcome, output):
        return outcome if output is None else outcome.iloc[:, output]


def options_of(call):
    own = {"talib": False} if "talib" in inspect.signature(getattr(ta, call["name"])).parameters else {}
    return {**call["parameters"], **own}


serve(PandasTa)
