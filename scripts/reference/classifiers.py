"""Writes lib/statistics/classes/classifierReference.json: seeded classes and probabilities and what scikit-learn makes of them.

Run in a venv of its own with scikit-learn 1.9.1:
    python scripts/reference/classifiers.py
"""
import importlib.metadata
import json
import pathlib

import numpy
import sklearn.calibration
import sklearn.metrics as metrics

rng = numpy.random.default_rng(7)
count = 200


def drawn(classes):
    scores = rng.normal(0, 1, (count, classes))
    probabilities = numpy.round(numpy.exp(scores) / numpy.exp(scores).sum(axis=1, keepdims=True), 3)
    probabilities[:, -1] = 1 - probabilities[:, :-1].sum(axis=1)
    actual = numpy.array([rng.choice(classes, p=0.5 * row + 0.5 / classes) for row in probabilities])
    return actual, probabilities, probabilities.argmax(axis=1)


values, inputs = {}, {}
for name, classes in {"two": 2, "three": 3}.items():
    actual, probabilities, forecast = drawn(classes)
    inputs[name] = {"classes": classes, "actual": actual.tolist(), "probabilities": probabilities.ravel().tolist(), "forecast": forecast.tolist()}
    values[name] = {
        "accuracy": metrics.accuracy_score(actual, forecast),
        "confusion": metrics.confusion_matrix(actual, forecast).ravel().tolist(),
        "precision": metrics.precision_score(actual, forecast, average=None).tolist(),
        "recall": metrics.recall_score(actual, forecast, average=None).tolist(),
        "f1": metrics.f1_score(actual, forecast, average=None).tolist(),
        "matthews": metrics.matthews_corrcoef(actual, forecast),
        "rocAuc": [metrics.roc_auc_score(actual == k, probabilities[:, k]) for k in range(classes)],
        "logLoss": metrics.log_loss(actual, probabilities),
        "brier": 2 * metrics.brier_score_loss(actual, probabilities[:, 1]) if classes == 2 else metrics.brier_score_loss(actual, probabilities, scale_by_half=False),
    }
actual, probabilities = numpy.array(inputs["two"]["actual"]), numpy.array(inputs["two"]["probabilities"]).reshape(-1, 2)
came, said = sklearn.calibration.calibration_curve(actual, probabilities[:, 1], n_bins=5)
values["two"]["calibration"] = {"said": said.tolist(), "came": came.tolist()}
outcome, foretold = rng.normal(0, 1, count), rng.normal(0.1, 1, count)
inputs["quantile"] = {"actual": outcome.tolist(), "forecast": foretold.tolist()}
values["quantile"] = {"pinball of 0.1": metrics.mean_pinball_loss(outcome, foretold, alpha=0.1), "pinball of 0.9": metrics.mean_pinball_loss(outcome, foretold, alpha=0.9)}

document = {"made by": {"scripts/reference/classifiers.py": {name: importlib.metadata.version(name) for name in ["scikit-learn", "numpy"]}}, "inputs": inputs, "values": values}
target = pathlib.Path(__file__).resolve().parents[2] / "lib" / "statistics" / "classes" / "classifierReference.json"
target.write_text(json.dumps(document, indent=None) + "\n")
print(json.dumps(values, indent=1))
