"""Writes lib/statistics/strategyReference.json: seeded returns and what other libraries make of them.

Run in a venv of its own with empyrical-reloaded 0.7.1, quantstats 0.0.86, fynance 2.13.1, arch 8.0.0, scipy 1.17.1, statsmodels 0.15.0:
    python scripts/reference/strategies.py
Hansen's test is written out from his paper of 2005, as arch does not put the gains in their own errors; its resamples are arch's.
"""
import importlib.metadata
import json
import pathlib

import arch.bootstrap
import empyrical
import fynance.research
import numpy
import pandas
import quantstats.stats
import scipy.stats
import statsmodels.api
from statsmodels.stats.sandwich_covariance import S_hac_simple

rng = numpy.random.default_rng(8)
count = 300
benchmark = 0.01 * rng.standard_t(5, count)
returns = 0.0005 + 0.4 * benchmark + 0.007 * rng.standard_t(4, count)
days = pandas.bdate_range("2020-01-01", periods=count)
series, against = pandas.Series(returns, index=days), pandas.Series(benchmark, index=days)
equity = numpy.concatenate([[1.0], numpy.cumprod(1 + returns)])
depths = 1 - equity / numpy.maximum.accumulate(equity)
results = pandas.Series(rng.normal(8, 100, 60))
trials = rng.normal(0, 0.01, (241, 7)) + numpy.linspace(-0.0005, 0.0006, 7)
dependent = numpy.zeros(600)
for t in range(1, 600):
    dependent[t] = 0.7 * dependent[t - 1] + rng.normal()
mild = numpy.convolve(rng.normal(size=502), [1, 0.5, 0.2], "valid")

ratio = returns.mean() / returns.std(ddof=1)
skewness, fourth = scipy.stats.skew(returns), scipy.stats.kurtosis(returns, fisher=False)
hac = {"cov_type": "HAC", "cov_kwds": {"maxlags": 4}}
line = statsmodels.api.OLS(returns, statsmodels.api.add_constant(benchmark)).fit(**hac)
centred = returns - returns.mean()
variance = centred @ centred / count
slopes = numpy.array([1 / numpy.sqrt(variance), -returns.mean() / 2 / variance**1.5])
scores = numpy.column_stack([centred, centred**2 - variance])
sharpe_error = lambda lags: numpy.sqrt(slopes @ S_hac_simple(scores, nlags=lags) @ slopes) / count * numpy.sqrt(252)

folded = fynance.research.pbo(trials, n_blocks=8)
block, reps = 4, 4000
spa = arch.bootstrap.SPA(numpy.zeros(241), -trials, block_size=block, reps=reps, bootstrap="stationary", seed=1)
spa.compute()
variances = spa._loss_diff_var


def hansen():
    gains = trials.mean(0)
    errors = numpy.sqrt(variances / 241)
    statistic = max(0, (gains / errors).max())
    keep = gains / errors >= -numpy.sqrt(2 * numpy.log(numpy.log(241)))
    centres = {"lower": numpy.maximum(0, gains), "consistent": numpy.where(keep, gains, 0), "upper": gains}
    means = numpy.array([data[0][0].mean(0) for data in arch.bootstrap.StationaryBootstrap(block, trials, seed=2).bootstrap(reps)])
    return {name: (numpy.maximum(0, ((means - centre) / errors).max(1)) >= statistic).mean() for name, centre in centres.items()} | {"statistic": statistic}


def noise_called_an_edge(markets=1000, days=126, columns=6, mean_block=2):
    """Markets without any edge that Hansen's test calls one at 5 %. Columns in their own errors make arch's test his."""
    found = 0
    for seed in range(markets):
        noise = numpy.random.default_rng(seed).normal(0, 0.01, (days, columns))
        plain = arch.bootstrap.SPA(numpy.zeros(days), -noise, block_size=mean_block, reps=1, seed=seed)
        plain.compute()
        test = arch.bootstrap.SPA(numpy.zeros(days), -noise / numpy.sqrt(plain._loss_diff_var), block_size=mean_block, reps=99, seed=seed)
        test.compute()
        found += (1 + 99 * test.pvalues["consistent"]) / 100 <= 0.05
    return {"markets": markets, "days": days, "trials": columns, "meanBlock": mean_block, "called an edge": int(found)}


values = {
    "omega (empyrical)": empyrical.omega_ratio(series),
    "skewness (scipy)": skewness,
    "kurtosis (scipy)": fourth,
    "valueAtRisk (empyrical)": -empyrical.value_at_risk(series, cutoff=0.05),
    "expectedShortfall (empyrical)": -empyrical.conditional_value_at_risk(series, cutoff=0.05),
    "tailRatio (empyrical)": empyrical.tail_ratio(series),
    "ulcerIndex (numpy)": numpy.sqrt((depths**2).mean()),
    "beta (empyrical)": empyrical.beta(series, against),
    "beta (statsmodels)": line.params[1],
    "alpha (statsmodels)": line.params[0] * 252,
    "alphaT of 4 lags (statsmodels)": line.tvalues[0],
    "r2 (statsmodels)": line.rsquared,
    "informationRatio (empyrical)": empyrical.excess_sharpe(series, against) * numpy.sqrt(252),
    "meanReturnT of 4 lags (statsmodels)": statsmodels.api.OLS(returns, numpy.ones(count)).fit(**hac).tvalues[0],
    "sharpeError of 0 lags (statsmodels)": sharpe_error(0),
    "sharpeError of 4 lags (statsmodels)": sharpe_error(4),
    "probabilisticSharpe (fynance)": fynance.research.probabilistic_sharpe_ratio(ratio, count, skew=skewness, kurt=fourth),
    "probabilisticSharpe above 0.5 (fynance)": fynance.research.probabilistic_sharpe_ratio(ratio, count, skew=skewness, kurt=fourth, sr_benchmark=0.5 / numpy.sqrt(252)),
    "deflatedSharpe of 40 trials (fynance)": fynance.research.deflated_sharpe_ratio(ratio, count, 40, skew=skewness, kurt=fourth, sr_variance=0.3 / 252),
    "blockLength of an AR(1) (arch)": arch.bootstrap.optimal_block_length(dependent)["stationary"].iloc[0],
    "blockLength of an MA(2) (arch)": arch.bootstrap.optimal_block_length(mild)["stationary"].iloc[0],
    "averageWin (quantstats)": quantstats.stats.avg_win(results, prepare_returns=False),
    "averageLoss (quantstats)": -quantstats.stats.avg_loss(results, prepare_returns=False),
    "payoff (quantstats)": quantstats.stats.payoff_ratio(results, prepare_returns=False),
    "pbo of 8 blocks (fynance)": folded.pbo,
    "degradation (fynance)": folded.slope,
    "lossProbability (fynance)": folded.prob_oos_loss,
}
document = {
    "made by": {"scripts/reference/strategies.py": {name: importlib.metadata.version(name) for name in ["empyrical-reloaded", "quantstats", "fynance", "arch", "scipy", "statsmodels", "numpy", "pandas"]}},
    "inputs": {name: [float(x) for x in column] for name, column in {"returns": returns, "benchmark": benchmark, "results": results, "dependent": dependent, "mild": mild}.items()},
    "trials": [[float(x) for x in column] for column in trials.T],
    "closeTime": [int(day.timestamp() * 1000) + 86_399_999 for day in [days[0] - pandas.Timedelta(days=1), *days]],
    "values": {name: float(value) for name, value in values.items()},
    "longest streaks (quantstats)": {"wins": int(quantstats.stats.consecutive_wins(results, prepare_returns=False)), "losses": int(quantstats.stats.consecutive_losses(results, prepare_returns=False))},
    "rolling Sharpe of 60 (empyrical)": [None if numpy.isnan(x) else float(x) for x in empyrical.roll_sharpe_ratio(series, window=60)],
    "months (empyrical)": {f"{year}-{month}": float(value) for (year, month), value in empyrical.aggregate_returns(series, "monthly").items()},
    "years (empyrical)": {str(year): float(value) for year, value in empyrical.aggregate_returns(series, "yearly").items()},
    "search": {"meanBlock": block, "resamples": reps, "reality check (arch)": float(spa.pvalues["upper"]), "variances (arch)": [float(x) for x in variances], "superior ability (numpy)": {k: float(v) for k, v in hansen().items()}, "superior ability of noise (arch)": noise_called_an_edge()},
}
target = pathlib.Path(__file__).resolve().parents[2] / "lib" / "statistics" / "strategyReference.json"
target.write_text(json.dumps(document, indent=1) + "\n")
print(json.dumps(document["values"] | {k: v for k, v in document.items() if k in ("search", "longest streaks (quantstats)")}, indent=1))
