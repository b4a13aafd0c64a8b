"""Writes lib/statistics/reference.json: seeded inputs and what other libraries make of them.

Run in a venv of its own with empyrical-reloaded 0.7.1, quantstats 0.0.86, scikit-learn 1.9.1, scipy 1.17.1, statsmodels 0.15:
    python scripts/reference/metrics.py
"""
import importlib.metadata
import json
import pathlib

import empyrical
import numpy
import pandas
import quantstats.stats
import scipy.stats
import sklearn.metrics
import statsmodels.api

rng = numpy.random.default_rng(20)
count = 120
returns = rng.normal(0.0006, 0.011, count)
actual = 100 * numpy.exp(numpy.cumsum(rng.normal(0, 0.01, count)))
forecast = actual * (1 + rng.normal(0, 0.005, count))
ties = numpy.round(rng.normal(0, 2, count))
series = pandas.Series(returns, index=pandas.bdate_range("2020-01-01", periods=count))
trades = rng.normal(5, 100, 40)
equity = numpy.concatenate([[1.0], numpy.cumprod(1 + returns)])

packages = ["empyrical-reloaded", "quantstats", "scikit-learn", "scipy", "statsmodels", "numpy"]
values = {
    "rmse (scikit-learn)": sklearn.metrics.root_mean_squared_error(actual, forecast),
    "mae (scikit-learn)": sklearn.metrics.mean_absolute_error(actual, forecast),
    "mape (scikit-learn)": sklearn.metrics.mean_absolute_percentage_error(actual, forecast),
    "r2 (scikit-learn)": sklearn.metrics.r2_score(actual, forecast),
    "correlation (scipy)": scipy.stats.pearsonr(actual, forecast).statistic,
    "rankIC (scipy)": scipy.stats.spearmanr(ties, forecast).statistic,
    "neweyWest of 5 lags (statsmodels)": statsmodels.api.OLS(returns, numpy.ones(count)).fit(cov_type="HAC", cov_kwds={"maxlags": 5}).bse[0],
    "sharpe (empyrical)": empyrical.sharpe_ratio(series),
    "sharpe above 0.0001 a day (empyrical)": empyrical.sharpe_ratio(series, risk_free=0.0001),
    "sharpe (quantstats)": quantstats.stats.sharpe(series),
    "sortino (empyrical)": empyrical.sortino_ratio(series),
    "sortino (quantstats)": quantstats.stats.sortino(series),
    "volatility (empyrical)": empyrical.annual_volatility(series),
    "cagr (empyrical)": empyrical.cagr(series),
    "maxDrawdown (empyrical)": empyrical.max_drawdown(series),
    "maxDrawdown (quantstats)": quantstats.stats.max_drawdown(series),
    "calmar (empyrical)": empyrical.calmar_ratio(series),
    "profitFactor (quantstats)": quantstats.stats.profit_factor(pandas.Series(trades), prepare_returns=False),
    "winRate (quantstats)": quantstats.stats.win_rate(pandas.Series(trades), prepare_returns=False),
}
document = {
    "made by": {"scripts/reference/metrics.py": {name: importlib.metadata.version(name) for name in packages}},
    "inputs": {name: [float(x) for x in column] for name, column in
               {"returns": returns, "equity": equity, "actual": actual, "forecast": forecast, "ties": ties, "trades": trades}.items()},
    "values": {name: float(value) for name, value in values.items()},
}
target = pathlib.Path(__file__).resolve().parents[2] / "lib" / "statistics" / "reference.json"
target.write_text(json.dumps(document, indent=1) + "\n")
print(json.dumps(document["values"], indent=1))
