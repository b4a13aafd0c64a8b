"""XGBoost, LightGBM, CatBoost, scikit-learn and shap, as their users run them, over the rows of the benchmark."""

import pathlib
import sys
import time

import numpy as np

from conversation import serve

state = {}


def fit_xgboost():
    import xgboost

    data = xgboost.DMatrix(state["values"], label=state["labels"], nthread=state["threads"])
    return xgboost.train({**state["parameters"]["xgboost"], "nthread": state["threads"], "verbosity": 0}, data, state["trees"])


def fit_lightgbm():
    import lightgbm

    data = lightgbm.Dataset(state["values"], label=state["labels"])
    return lightgbm.train({**state["parameters"]["lightgbm"], "num_threads": state["threads"], "verbosity": -1}, data, state["trees"])


def fit_catboost():
    import catboost

    model = catboost.CatBoost({**state["parameters"]["catboost"], "iterations": state["trees"], "thread_count": state["threads"], "logging_level": "Silent", "allow_writing_files": False})
    return model.fit(catboost.Pool(state["values"], label=state["labels"]))


def fit_forest():
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(**state["parameters"]["forest"], n_estimators=state["trees"], n_jobs=state["threads"], random_state=0).fit(state["values"], state["labels"])


FITS = {"xgboost": fit_xgboost, "lightgbm": fit_lightgbm, "catboost": fit_catboost, "forest": fit_forest}
FORECASTS = {
    "xgboost": lambda model, rows: model.inplace_predict(rows),
    "lightgbm": lambda model, rows: model.predict(rows, num_threads=state["threads"]),
    "catboost": lambda model, rows: model.predict(rows, prediction_type="Probability", thread_count=state["threads"])[:, 1],
    "forest": lambda model, rows: model.predict_proba(rows)[:, 1],
}


def fitted(library):
    if library not in state["models"]:
        state["models"][library] = FITS[library]()
    return state["models"][library]


def shapley(library, rows):
    import shap

    return shap.TreeExplainer(fitted(library)).shap_values(rows)


def open_(folder, rows, seen, width, threads, trees, parameters):
    import catboost
    import lightgbm
    import shap
    import sklearn
    import xgboost

    read = lambda name: np.fromfile(pathlib.Path(folder) / f"{name}.f32", dtype="<f4")
    every = read("values").reshape(rows, width)
    state.update(every=every, values=every[:seen], labels=read("labels")[:seen], threads=threads, trees=trees, parameters=parameters, models={})
    return {"versions": {"xgboost": f"XGBoost {xgboost.__version__}", "lightgbm": f"LightGBM {lightgbm.__version__}", "catboost": f"CatBoost {catboost.__version__}", "forest": f"scikit-learn {sklearn.__version__}", "shap": f"shap {shap.__version__}"}}


def seconds_of(count, work):
    begin = time.perf_counter()
    for _ in range(count):
        work()
    return {"seconds": time.perf_counter() - begin}


def answer_of(question):
    ask, library = question.pop("ask"), question.get("library")
    if ask == "open":
        return open_(**question)
    rows = state["every"][: question.get("rows", 0)]
    if ask == "train":
        return seconds_of(question["count"], FITS[library])
    if ask == "predict":
        model = fitted(library)
        return seconds_of(question["count"], lambda: FORECASTS[library](model, rows))
    if ask == "shap":
        fitted(library)
        return seconds_of(question["count"], lambda: shapley(library, rows))
    if ask == "forecast":
        return {"values": [float(value) for value in FORECASTS[library](fitted(library), rows)]}
    if ask == "shapley":
        given = np.asarray(shapley(library, rows))
        return {"values": [float(value) for value in (given[..., -1] if given.ndim == 3 else given).ravel()]}
    raise ValueError(f"there is no question {ask}")


sys.setrecursionlimit(10_000)
serve(answer_of)
