"""Trees of scikit-learn as data with shap's Shapley values of them, and how well scikit-learn's forests do on rows that they did not see.

pip install scikit-learn shap numpy
python scripts/reference/forest.py > lib/trees/forest/reference.json
"""
import json
import sys

import numpy as np
import shap
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

TREES, SEEDS, FOLDS = 100, 5, 5
short = lambda array, digits=10: [float(f"{value:.{digits}g}") for value in np.asarray(array, dtype="float64").ravel()]


def as_data(forest):
    """Nodes level by level, so that the right child follows the left one."""
    roots, inputs, left, threshold, cover, values = [0], [], [], [], [], []
    for estimator in forest.estimators_:
        tree = estimator.tree_
        order = [0]
        for node in order:
            if tree.children_left[node] >= 0:
                order += [tree.children_left[node], tree.children_right[node]]
        place = {node: roots[-1] + at for at, node in enumerate(order)}
        for node in order:
            leaf = tree.children_left[node] < 0
            inputs.append(-1 if leaf else int(tree.feature[node]))
            left.append(0 if leaf else place[tree.children_left[node]])
            threshold.append(0.0 if leaf else float(tree.threshold[node]))
            cover.append(float(tree.weighted_n_node_samples[node]))
            values.append(float(tree.value[node][0][-1]))
        roots.append(roots[-1] + len(order))
    return {"roots": roots, "input": inputs, "left": left, "threshold": threshold, "cover": cover, "values": values}


def shapley_case(data, make):
    values = data.data[:200].astype("float32")
    forest = make(n_estimators=4, random_state=1, max_features=1 / 3, min_samples_leaf=3).fit(values, data.target[:200])
    rows = data.data[200:210].astype("float32")
    explainer = shap.TreeExplainer(forest)
    given = np.asarray(explainer.shap_values(rows, check_additivity=False))
    given = given[..., -1] if given.ndim == 3 else given
    base = float(np.asarray(explainer.expected_value).ravel()[-1])
    return {"inputs": values.shape[1], "forest": as_data(forest), "rows": [float(value) for value in rows.ravel()], "shapley": [float(value) for value in given.ravel()], "base": base}


def accuracy_case(data, make, loss, **settings):
    """Every fifth row is not seen, five times over; the mean loss of each seed."""
    rows = np.arange(len(data.target))
    values = data.data.astype("float32")
    losses = []
    for seed in range(SEEDS):
        fold = [loss(make(n_estimators=TREES, random_state=seed, n_jobs=1, **settings).fit(values[rows % FOLDS != k], data.target[rows % FOLDS != k]), values[rows % FOLDS == k], data.target[rows % FOLDS == k]) for k in range(FOLDS)]
        losses.append(float(np.mean(fold)))
    return {"width": values.shape[1], "values": short(values, 8), "targets": short(data.target), "losses": losses, "mean": float(np.mean(losses)), "deviation": float(np.std(losses, ddof=1))}


diabetes, cancer = load_diabetes(), load_breast_cancer()
squared = lambda model, x, y: np.mean((model.predict(x) - y) ** 2) / np.var(diabetes.target)
wrong = lambda model, x, y: np.mean(model.predict(x) != y)
out = {
    "versions": {"scikit-learn": sklearn.__version__, "shap": shap.__version__, "numpy": np.__version__},
    "trees": TREES, "folds": FOLDS,
    "shapley": {"diabetes": shapley_case(diabetes, RandomForestRegressor), "cancer": shapley_case(cancer, RandomForestClassifier)},
    "accuracy": {
        "diabetes": accuracy_case(diabetes, RandomForestRegressor, squared, max_features=3, min_samples_leaf=5),
        "cancer": accuracy_case(cancer, RandomForestClassifier, wrong, max_features="sqrt"),
    },
}
sys.stdout.write("{" + ",\n".join(json.dumps(name) + ":" + json.dumps(value, separators=(",", ":")) for name, value in out.items()) + "}\n")
