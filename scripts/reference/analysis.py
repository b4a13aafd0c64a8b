"""Writes lib/analysis/reference.json: seeded inputs and what other libraries make of them.

Run in a venv of its own with alphalens-reloaded 0.5.1, numpy 2.4, pandas 3.1, scikit-learn 1.9, scipy 1.17, statsmodels 0.15:
    python scripts/reference/analysis.py
"""
import importlib.metadata
import json
import pathlib

import alphalens.performance
import numpy
import pandas
import scipy.cluster.hierarchy
import scipy.integrate
import scipy.spatial.distance
import scipy.stats
import sklearn.feature_selection
import sklearn.metrics
import statsmodels.api
import statsmodels.stats.multitest

rng = numpy.random.default_rng(5)
rows, horizon, lags = 400, 5, 8
steps = numpy.round(rng.normal(0, 1, rows), 5)
factor = numpy.zeros(rows)
for t in range(1, rows):
    factor[t] = 0.8 * factor[t - 1] + 0.6 * steps[t]
factor = numpy.round(factor, 2)  # ties
returns = 0.01 * rng.standard_t(4, rows + horizon) + 0.002 * numpy.append(0, numpy.append(factor, numpy.zeros(horizon - 1)))
label = numpy.round([returns[t + 1 : t + 1 + horizon].sum() for t in range(rows)], 8)
factor[:30] = numpy.nan
factor[200] = numpy.nan
label[-horizon:] = numpy.nan
known = ~numpy.isnan(factor + label)
x, y = factor[known], label[known]


def slope(a, b):
    """Slope of one standardised column on the other, with the errors of Newey and West."""
    a, b = ((v - v.mean()) / v.std() for v in (a, b))
    fit = statsmodels.api.OLS(b, statsmodels.api.add_constant(a)).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False})
    return fit.params[1], fit.bse[1], fit.pvalues[1]


def past_quantile(values, quantiles=5, minimum=60):
    """Quantile among the rows before, by pandas' expanding rank."""
    out = numpy.full(len(values), numpy.nan)
    for t, value in enumerate(values):
        past = values[:t][~numpy.isnan(values[:t])]
        if not numpy.isnan(value) and len(past) >= minimum:
            out[t] = min(quantiles - 1, numpy.floor(scipy.stats.percentileofscore(past, value, kind="mean") / 100 * quantiles))
    return out


quantile = past_quantile(factor)
both = ~numpy.isnan(quantile + label)
q, r = quantile[both], label[both]
dummies = numpy.stack([(q == k).astype(float) for k in range(5)], axis=1)
by_quantile = statsmodels.api.OLS(r, dummies).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False})
spread = by_quantile.t_test([-1, 0, 0, 0, 1])

bins = min(16, int((len(x) / 10) ** 0.5))
binned = [numpy.floor((scipy.stats.rankdata(v) - 0.5) * bins / len(v)) for v in (x, y)]
table = numpy.histogram2d(*binned, bins=bins)[0] > 0
miller = (table.sum() - table.any(axis=0).sum() - table.any(axis=1).sum() + 1) / (2 * len(x))

normal = rng.normal(size=(2, 500))
smooth = numpy.round([normal[0], 0.6 * normal[0] + 0.8 * normal[1]], 12)

columns = rng.normal(size=(3, 120))[[0, 0, 0, 1, 1, 2, 2, 2]] + rng.normal(size=(8, 120)) * numpy.linspace(0.3, 1.2, 8)[:, None]
columns = numpy.round(columns, 6)
distances = 1 - numpy.abs(scipy.stats.spearmanr(columns.T).statistic)
condensed = scipy.spatial.distance.squareform(distances, checks=False)
average, complete = (scipy.cluster.hierarchy.linkage(condensed, kind) for kind in ("average", "complete"))

dates, assets = 60, 15
panel = numpy.round(rng.normal(size=(dates, assets)).cumsum(axis=0), 6)
forward = numpy.round(0.01 * rng.normal(size=(dates, assets)) + 0.001 * panel / panel.std(), 8)
index = pandas.MultiIndex.from_product([pandas.bdate_range("2020-01-01", periods=dates), range(assets)], names=["date", "asset"])
data = pandas.DataFrame({"1D": forward.ravel(), "factor": panel.ravel()}, index=index)
data["factor_quantile"] = data.groupby("date")["factor"].transform(lambda v: pandas.qcut(v, 5, labels=False) + 1)
coefficients = alphalens.performance.factor_information_coefficient(data)["1D"]
means, _ = alphalens.performance.mean_return_by_quantile(data, demeaned=False)
turnovers = alphalens.performance.quantile_turnover(data["factor_quantile"], 5, 1)

ranks = pandas.Series(factor).rank()
p = numpy.round(rng.uniform(0, 1, 12) ** 2, 6)
packages = ["alphalens-reloaded", "numpy", "pandas", "scikit-learn", "scipy", "statsmodels"]
values = {
    "ic (statsmodels OLS, HAC)": slope(x, y),
    "rank ic (scipy ranks, statsmodels OLS, HAC)": slope(scipy.stats.rankdata(x), scipy.stats.rankdata(y)),
    "spearman (scipy)": [scipy.stats.spearmanr(x, y).statistic],
    "mean of quantiles (statsmodels OLS, HAC)": by_quantile.params,
    "errors of quantiles (statsmodels OLS, HAC)": by_quantile.bse,
    "spread (statsmodels OLS, HAC)": [spread.effect[0], spread.sd[0][0], spread.tvalue[0][0]],
    "rank autocorrelation at lags 1, 5 (pandas)": [ranks.autocorr(1), ranks.autocorr(5)],
    "mutual information of bins (scikit-learn), Miller's correction": [sklearn.metrics.mutual_info_score(*binned) - miller],
    "mutual information of neighbours (scikit-learn)": [sklearn.feature_selection.mutual_info_regression(smooth[0][:, None], smooth[1], n_neighbors=k, discrete_features=False, random_state=0)[0] for k in (3, 7)],
    "heights, average (scipy)": average[:, 2],
    "heights, complete (scipy)": complete[:, 2],
    "children, average (scipy)": average[:, :2].ravel(),
    "clusters at 0.5, average (scipy)": scipy.cluster.hierarchy.fcluster(average, 0.5, "distance"),
    "ic by date (alphalens)": coefficients,
    "mean ic by date (statsmodels, HAC)": [coefficients.mean(), statsmodels.api.OLS(coefficients.values, numpy.ones(dates)).fit(cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True}).tvalues[0]],
    "mean return by quantile (alphalens)": means["1D"],
    "rank autocorrelation of a panel at lags 1, 5 (alphalens)": [alphalens.performance.factor_rank_autocorrelation(data, lag).mean() for lag in (1, 5)],
    "turnover of the highest quantile (alphalens)": [turnovers.mean()],
    "q-values (statsmodels, Benjamini–Hochberg)": statsmodels.stats.multitest.multipletests(p, method="fdr_bh")[1],
    "largest of 1, 2, 10, 230, 5000 (scipy quad)": [scipy.integrate.quad(lambda v: 1 - (1 - 2 * scipy.stats.norm.sf(v)) ** n, 0, 12, epsabs=1e-13, limit=500)[0] for n in (1, 2, 10, 230, 5000)],
    "two-sided p of 0.1, 1, 2.4, 2.6, 5, 9 (scipy)": 2 * scipy.stats.norm.sf([0.1, 1, 2.4, 2.6, 5, 9]),
}


def plain(value):
    return [None if numpy.isnan(v) else float(v) for v in numpy.asarray(value, dtype=float).ravel()]


out = {
    "packages": {name: importlib.metadata.version(name) for name in packages},
    "inputs": {"factor": plain(factor), "label": plain(label), "x": plain(smooth[0]), "y": plain(smooth[1]), "p": plain(p)},
    "columns": [plain(column) for column in columns],
    "panel": {"factor": [plain(panel[:, k]) for k in range(assets)], "label": [plain(forward[:, k]) for k in range(assets)]},
    "values": {name: plain(value) for name, value in values.items()},
}
target = pathlib.Path(__file__).parents[2] / "lib" / "analysis" / "reference.json"
target.write_text(json.dumps(out, ensure_ascii=False).replace('], "', '],\n"') + "\n")
