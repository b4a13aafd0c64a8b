"""Writes lib/portfolio/reference.json: seeded returns and what other libraries make of them.

Run in a venv of its own with numpy, pandas, scipy, scikit-learn, PyPortfolioOpt, riskfolio-lib and skfolio (versions are written into the file):
    python scripts/reference/portfolio.py
"""
import importlib.metadata
import json
import pathlib

import numpy
import pandas
import pypfopt
import riskfolio
import scipy.cluster.hierarchy
import scipy.optimize
import scipy.spatial.distance
import scipy.stats
import sklearn.covariance
import skfolio
import skfolio.optimization
import skfolio.prior

rng = numpy.random.default_rng(8)
rows, names = 300, ["A", "B", "C", "D", "E", "F", "G"]
market = 0.0005 + 0.008 * rng.standard_t(5, rows)
sector = 0.006 * rng.normal(size=(rows, 2))
loads = numpy.array([[1.0, 1, 0], [0.9, 1, 0], [1.1, 0.8, 0], [0.4, 0, 1], [0.3, 0, 0.9], [1.4, 0.3, 0.3], [-0.1, 0, 0]])
own = rng.normal(size=(rows, 7)) * numpy.array([0.006, 0.007, 0.01, 0.004, 0.005, 0.014, 0.005])
returns = numpy.round(numpy.column_stack([market, sector]) @ loads.T + own + 0.0002, 6)
frame = pandas.DataFrame(returns, columns=names, index=pandas.bdate_range("2020-01-01", periods=rows))
mean, cov = frame.mean(), frame.cov()
exact = {"solver": "CLARABEL", "solver_options": {"tol_gap_abs": 1e-14, "tol_gap_rel": 1e-14, "tol_feas": 1e-14}}


def frontier(bounds, solve, expected=mean):
    """Weights of PyPortfolioOpt. Unit: percent squared, which suits the solver."""
    problem = pypfopt.EfficientFrontier(expected * 100, cov * 1e4, weight_bounds=bounds, **exact)
    solve(problem)
    return list(problem.weights)


def budgets(shares):
    """Risk budgeting of skfolio on the sample covariance."""
    model = skfolio.optimization.RiskBudgeting(risk_measure=skfolio.RiskMeasure.VARIANCE, risk_budget=shares, solver="CLARABEL", solver_params=exact["solver_options"])
    return list(model.fit(frame * 100).weights_)


def paper(covariance):
    """The listing of López de Prado 2016: distances of distances, single linkage, recursive bisection."""
    deviations = numpy.sqrt(numpy.diag(covariance))
    distance = numpy.sqrt(numpy.clip((1 - covariance / numpy.outer(deviations, deviations)) / 2, 0, None))
    order = scipy.cluster.hierarchy.leaves_list(scipy.cluster.hierarchy.linkage(scipy.spatial.distance.pdist(distance), "single"))

    def risk(members):
        part = covariance[numpy.ix_(members, members)]
        inverse = 1 / numpy.diag(part)
        inverse /= inverse.sum()
        return inverse @ part @ inverse

    weights, clusters = numpy.ones(len(order)), [list(order)]
    while clusters:
        clusters = [half for cluster in clusters for half in (cluster[: len(cluster) // 2], cluster[len(cluster) // 2 :]) if len(cluster) > 1]
        for left, right in zip(clusters[::2], clusters[1::2]):
            a, b = risk(left), risk(right)
            weights[left] *= b / (a + b)
            weights[right] *= a / (a + b)
    return weights


def ruin(m, v, loss, horizon):
    """First passage of log equity with a falling drift: inverse Gaussian."""
    drift, barrier = -(m - v / 2), -numpy.log(1 - loss)
    return scipy.stats.invgauss.cdf(horizon, mu=(barrier / drift) / (barrier**2 / v), scale=barrier**2 / v)


shrunk = sklearn.covariance.LedoitWolf().fit(returns)
few = sklearn.covariance.LedoitWolf().fit(returns[:6])
risky = riskfolio.Portfolio(returns=frame)
risky.assets_stats(method_mu="hist", method_cov="hist")
short = frame.iloc[:25]  # so few rows that the trees differ
hierarchy = pypfopt.HRPOpt(short)
hierarchy.optimize(linkage_method="single")
average = pypfopt.HRPOpt(short)
average.optimize(linkage_method="average")
clusters = riskfolio.HCPortfolio(returns=short)
unequal = [0.3, 0.1, 0.1, 0.1, 0.2, 0.05, 0.15]
bet = scipy.optimize.minimize_scalar(lambda f: -(0.55 * numpy.log1p(1.5 * f) + 0.45 * numpy.log1p(-f)), bounds=(0, 0.99), method="bounded", options={"xatol": 1e-12})

values = {
    "sample covariance (numpy)": numpy.cov(returns.T),
    "weighted covariance, half-life 40 (pandas)": frame.ewm(halflife=40).cov().iloc[-7:],
    "shrunk covariance (scikit-learn)": shrunk.covariance_,
    "shrinkage of 300 and of 6 rows (scikit-learn)": [shrunk.shrinkage_, few.shrinkage_],
    "shrunk covariance of 6 rows (scikit-learn)": few.covariance_,
    "minimum variance, long-only (PyPortfolioOpt)": frontier((0, 1), lambda p: p.min_volatility()),
    "minimum variance, at most 0.25 each (PyPortfolioOpt)": frontier((0, 0.25), lambda p: p.min_volatility()),
    "minimum variance, long-short (PyPortfolioOpt)": frontier((-5, 5), lambda p: p.min_volatility()),
    "maximum Sharpe, long-only (PyPortfolioOpt)": frontier((0, 1), lambda p: p.max_sharpe(risk_free_rate=0)),
    "maximum Sharpe where each expects a tenth of its volatility (PyPortfolioOpt)": frontier((0, 1), lambda p: p.max_sharpe(risk_free_rate=0), frame.std() / 10),
    "mean-variance, risk aversion 6, long-only (PyPortfolioOpt)": frontier((0, 1), lambda p: p.max_quadratic_utility(risk_aversion=6 / 100)),
    "mean-variance, risk aversion 6, sizes up to 0.5 (PyPortfolioOpt)": frontier((-0.5, 0.5), lambda p: p.max_quadratic_utility(risk_aversion=6 / 100)),
    "Kelly, long-short, full (numpy)": numpy.linalg.solve(cov, mean),
    "Kelly of a bet, 0.55 at 1.5 (scipy)": [bet.x],
    "inverse volatility (skfolio)": skfolio.optimization.InverseVolatility().fit(frame).weights_,
    "risk parity (skfolio)": budgets([1 / 7] * 7),
    "risk parity (riskfolio-lib)": risky.rp_optimization(model="Classic", rm="MV", hist=True).to_numpy().ravel(),
    "risk budgets (skfolio)": budgets(unequal),
    "hierarchical risk parity by profiles (the paper's listing on scipy)": paper(short.cov().to_numpy()),
    "hierarchical risk parity by pairs (PyPortfolioOpt)": [hierarchy.clean_weights(cutoff=0, rounding=16)[name] for name in names],
    "hierarchical risk parity by pairs, average linkage (PyPortfolioOpt)": [average.clean_weights(cutoff=0, rounding=16)[name] for name in names],
    "hierarchical risk parity by pairs (riskfolio-lib)": clusters.optimization(model="HRP", codependence="pearson", rm="MV", linkage="single", leaf_order=False).to_numpy().ravel(),
    "risk contributions of equal weights (riskfolio-lib)": (lambda c: c / c.sum())(numpy.asarray(riskfolio.Risk_Contribution(pandas.DataFrame([1 / 7] * 7, index=names), returns=frame, cov=cov, rm="MV")).ravel()),
    "ruin within 50, 250, 2000 rows, drift falling (scipy inverse Gaussian)": [ruin(0.0002, 0.0025, 0.5, horizon) for horizon in (50, 250, 2000)],
    "volatility target of A, 60 rows (pandas)": (0.1 / (frame["A"].rolling(60).std() * numpy.sqrt(252))).clip(upper=1).iloc[59:],
}
packages = ["numpy", "pandas", "scipy", "scikit-learn", "PyPortfolioOpt", "riskfolio-lib", "skfolio", "cvxpy", "clarabel"]
document = {
    "packages": {name: importlib.metadata.version(name) for name in packages},
    "returns": {name: list(returns[:, k]) for k, name in enumerate(names)},
    "budgets": dict(zip(names, unequal)),
    "values": {name: [float(f"{value:.14g}") for value in numpy.asarray(found, dtype=float).ravel()] for name, found in values.items()},
}
pathlib.Path(__file__).parents[2].joinpath("lib/portfolio/reference.json").write_text(json.dumps(document) + "\n")
