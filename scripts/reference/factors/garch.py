"""GARCH(1,1) fits of the Python package arch on windows of the S&P 500's log returns.

    pip install arch numpy pandas
    python scripts/reference/factors/garch.py node_modules/vega-datasets/data/sp500-2000.csv > lib/factors/volatility/garchReference.json

Each window's returns less their mean, in percent, zero mean model, normal errors. `row` is the last row of the window; `volatility` is that of the next return.
The optimiser of arch stops early at its usual tolerance: it is told to go on.
"""
import importlib.metadata
import json

import numpy as np
from arch import arch_model

from family_reference import SERIES, read_bars

bars, *_ = read_bars()
returns = np.log(bars["close"] / bars["close"].shift(1)).to_numpy()


def fit(row, window):
    centred = returns[row - window + 1:row + 1]
    centred = 100 * (centred - centred.mean())
    result = arch_model(centred, mean="Zero", vol="GARCH", p=1, q=1, dist="normal", rescale=False).fit(disp="off", tol=1e-12, options={"maxiter": 1000})
    return {
        "row": row, "window": window, "omega": result.params["omega"] / 1e4, "alpha": result.params["alpha[1]"], "beta": result.params["beta[1]"],
        "logLikelihood": result.loglikelihood + window * np.log(100), "volatility": float(np.sqrt(result.forecast(horizon=1).variance.iloc[-1, 0])) / 100,
    }


fits = [fit(row, 500) for row in (500, 1000, 1500, 2000, 2300, 3000, 3500, 4000, 4500, 5000)] + [fit(4000, 1000), fit(4000, 2000)]
print(json.dumps({"series": f"fits on {SERIES}", "versions": {"arch": importlib.metadata.version("arch"), "numpy": np.__version__}, "fits": fits}, indent=1))
