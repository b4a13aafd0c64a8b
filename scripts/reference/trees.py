"""Forecasts, Shapley values and importance of XGBoost, LightGBM and CatBoost by their own Python packages, on small data that is written beside them.

pip install xgboost-cpu==3.2.0 lightgbm==4.7.0 catboost==1.2.10 numpy pandas scipy
python scripts/reference/trees.py > lib/trees/reference.json
"""
import json
import sys

import catboost
import lightgbm
import numpy as np
import xgboost

ROWS, SEEN, WIDTH, ROUNDS, PATIENCE = 160, 120, 4, 25, 5
random = np.random.default_rng(7)
values = np.round(random.standard_normal((ROWS, WIDTH)), 3).astype("float32")
signal = values[:, 0] + values[:, 1] * values[:, 2] + 0.3 * random.standard_normal(ROWS)
labels = {
    "number": np.round(signal, 3).astype("float32"),
    "binary": (signal > 0.4).astype("float32"),
    "classes": np.digitize(signal, [-0.5, 0.7]).astype("float32"),
}
weights = np.round(random.uniform(0.5, 2, ROWS), 2).astype("float32")
LEVELS = [0.1, 0.5, 0.9]


def numbers(array):
    return [float(value) for value in np.asarray(array, dtype="float64").ravel()]


def of_xgboost(parameters, label, weighted, validated):
    given = {"verbosity": 0, "nthread": 1, "seed": 3, "seed_per_iteration": True, **parameters}
    if "quantile_alpha" in given:
        given["quantile_alpha"] = json.loads(given["quantile_alpha"])
    matrix = lambda rows: xgboost.DMatrix(values[rows], label=label[rows], weight=weights[rows] if weighted else None)
    seen, unseen = matrix(slice(0, SEEN)), matrix(slice(SEEN, ROWS))
    more = {"evals": [(unseen, "unseen")], "early_stopping_rounds": PATIENCE, "verbose_eval": False} if validated else {}
    booster = xgboost.train(given, seen, 200 if validated else ROUNDS, **more)
    best = booster.best_iteration + 1 if validated else ROUNDS
    booster = booster[:best]
    gain = booster.get_score(importance_type="total_gain")
    return best, booster.predict(unseen), booster.predict(unseen, pred_contribs=True), [gain.get(f"f{k}", 0.0) for k in range(WIDTH)]


def of_lightgbm(parameters, label, weighted, validated):
    given = {"verbosity": -1, "num_threads": 1, "seed": 3, "deterministic": True, "force_row_wise": True, **parameters}
    data = lambda rows, reference=None: lightgbm.Dataset(values[rows], label=label[rows], weight=weights[rows] if weighted else None, reference=reference)
    seen = data(slice(0, SEEN))
    more = {"valid_sets": [data(slice(SEEN, ROWS), seen)], "callbacks": [lightgbm.early_stopping(PATIENCE, verbose=False)]} if validated else {}
    booster = lightgbm.train(given, seen, 200 if validated else ROUNDS, **more)
    best = booster.best_iteration if validated else ROUNDS
    unseen = values[SEEN:]
    shapley = booster.predict(unseen, num_iteration=best, pred_contrib=True)
    if parameters.get("boosting") == "rf":
        shapley = shapley / best  # the package adds up the trees' values, a forest forecasts their mean
    return best, booster.predict(unseen, num_iteration=best), shapley, booster.feature_importance("gain", iteration=best)


def of_catboost(parameters, label, weighted, validated):
    pool = lambda rows: catboost.Pool(values[rows], label=label[rows], weight=weights[rows] if weighted else None)
    model = catboost.CatBoost({"iterations": 200 if validated else ROUNDS, "thread_count": 1, "random_seed": 3, "logging_level": "Silent", "allow_writing_files": False, **parameters})
    unseen = pool(slice(SEEN, ROWS))
    model.fit(pool(slice(0, SEEN)), **({"eval_set": unseen, "early_stopping_rounds": PATIENCE, "use_best_model": True} if validated else {}))
    kind = {"Logloss": "Probability", "MultiClass": "Probability"}.get(parameters["loss_function"], "RawFormulaVal")
    forecast = model.predict(unseen, prediction_type=kind)
    forecast = forecast[:, 1] if parameters["loss_function"] == "Logloss" else forecast
    importance = model.get_feature_importance(type="PredictionValuesChange")
    return model.tree_count_, forecast, model.get_feature_importance(unseen, type="ShapValues"), importance


LIBRARIES = {"xgboost": of_xgboost, "lightgbm": of_lightgbm, "catboost": of_catboost}
CASES = [
    ("xgboost", "number", False, False, 1, {"objective": "reg:squarederror", "max_depth": 3, "learning_rate": 0.2}),
    ("xgboost", "number", True, True, 1, {"objective": "reg:squarederror", "max_depth": 4, "learning_rate": 0.2}),
    ("xgboost", "binary", True, False, 1, {"objective": "binary:logistic", "max_depth": 3, "subsample": 0.8, "colsample_bytree": 0.75}),
    ("xgboost", "classes", False, False, 3, {"objective": "multi:softprob", "num_class": 3, "max_depth": 3}),
    ("xgboost", "number", False, False, 3, {"objective": "reg:quantileerror", "quantile_alpha": json.dumps(LEVELS), "max_depth": 3}),
    ("lightgbm", "number", False, False, 1, {"objective": "regression", "num_leaves": 7, "learning_rate": 0.2}),
    ("lightgbm", "number", True, True, 1, {"objective": "regression", "num_leaves": 7, "learning_rate": 0.2, "min_data_in_leaf": 5}),
    ("lightgbm", "binary", True, False, 1, {"objective": "binary", "num_leaves": 7, "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.75}),
    ("lightgbm", "classes", False, False, 3, {"objective": "multiclass", "num_class": 3, "num_leaves": 7}),
    ("lightgbm", "number", False, False, 1, {"objective": "quantile", "alpha": 0.9, "num_leaves": 7}),
    ("lightgbm", "number", False, False, 1, {"boosting": "rf", "objective": "regression", "num_leaves": 31, "min_data_in_leaf": 3, "bagging_freq": 1, "bagging_fraction": 0.632, "feature_fraction_bynode": 0.5}),
    ("catboost", "number", False, False, 1, {"loss_function": "RMSE", "depth": 4, "learning_rate": 0.2}),
    ("catboost", "number", True, True, 1, {"loss_function": "RMSE", "depth": 3, "learning_rate": 0.2}),
    ("catboost", "binary", True, False, 1, {"loss_function": "Logloss", "depth": 4, "learning_rate": 0.1}),
    ("catboost", "classes", False, False, 3, {"loss_function": "MultiClass", "depth": 3, "learning_rate": 0.1}),
    ("catboost", "number", False, False, 3, {"loss_function": "MultiQuantile:alpha=0.1,0.5,0.9", "depth": 3, "learning_rate": 0.1}),
]

cases = []
for library, label, weighted, validated, outputs, parameters in CASES:
    best, forecast, shapley, gain = LIBRARIES[library](parameters, labels[label], weighted, validated)
    shapley = np.asarray(shapley).reshape(ROWS - SEEN, -1)[:5]
    cases.append({
        "library": library, "label": label, "weighted": weighted, "validated": validated, "outputs": outputs, "parameters": parameters, "bestRound": int(best),
        "forecast": numbers(forecast), "shapley": numbers(shapley), "gain": numbers(gain),
    })
versions = {"xgboost": xgboost.__version__, "lightgbm": lightgbm.__version__, "catboost": catboost.__version__, "numpy": np.__version__}
data = {"rows": ROWS, "seen": SEEN, "width": WIDTH, "rounds": ROUNDS, "patience": PATIENCE, "values": numbers(values), "weights": numbers(weights), "labels": {name: numbers(column) for name, column in labels.items()}}
# Ten digits, shortest first, and one case a line, so that a change can be read.
compact = lambda value: json.dumps(json.loads(json.dumps(value), parse_float=lambda text: float(f"{float(text):.10g}")), separators=(",", ":"))
sys.stdout.write('{"versions":' + compact(versions) + ',\n"data":' + compact(data) + ',\n"cases":[\n' + ",\n".join(compact(case) for case in cases) + "\n]}\n")
