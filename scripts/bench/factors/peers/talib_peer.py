"""TA-Lib: its C functions on NumPy arrays, one thread."""

import talib

from factor_peer import serve


class TaLib:
    versions = f"TA-Lib {talib.__version__}"

    def __init__(self, bars, calls):
        self.works = [(getattr(talib, call["name"]), [bars[name] for name in call["inputs"]], call["parameters"]) for call in calls]

    def compute(self):
        return [function(*inputs, **parameters) for function, inputs, parameters in self.works]

    def column(self, outcome, output):
        return outcome if output is None else outcome[output]


serve(TaLib)
