"""Writes lib/models/classic/reference.json: what scikit-learn makes of one small problem.

Run in a venv of its own with scikit-learn 1.9.1 and numpy 2.4.6: python scripts/reference/classic_models.py
"""
import json
import pathlib

import numpy
import sklearn
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import brier_score_loss
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

draw = numpy.random.default_rng(7)
COLUMNS = 4


def table(rows):
    return numpy.round(draw.normal(size=(rows, COLUMNS)), 3).astype(numpy.float32).astype(float)


def rule(x):
    return x[:, 0] - 0.5 * x[:, 1] + 0.6 * x[:, 2] * x[:, 3] + 0.3 * draw.normal(size=len(x))


train, validation, test = table(80), table(40), table(25)
target = numpy.round(rule(train), 3).astype(numpy.float32).astype(float)
validated = rule(validation)
direction, validated_direction = (target > 0.3).astype(int), (validated > 0.3).astype(int)
third = numpy.digitize(target, [-0.5, 0.7])

mean, deviation = target.mean(), target.std()
standard = (target - mean) / deviation


def svr(**options):
    return (SVR(tol=1e-7, **options).fit(train, standard).predict(test) * deviation + mean).tolist()


def logistic(classes, alpha, **options):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1 / alpha, solver="newton-cholesky", tol=1e-13, **options))
    return model.fit(train, classes).predict_proba(test).tolist()


def classifier(classes, **options):
    return SVC(tol=1e-7, decision_function_shape="ovo", **options).fit(train, classes).decision_function(test).tolist()


def neighbours(model, y, **options):
    fitted = model(**options).fit(train, y)
    return (fitted.predict_proba(test) if hasattr(fitted, "predict_proba") else fitted.predict(test)).tolist()


frozen = FrozenEstimator(SVC(tol=1e-7).fit(train, direction))
plain = LogisticRegression().fit(train, direction)
scores = plain.predict_proba(validation)[:, 1]
fresh = plain.predict_proba(test)[:, 1]
isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(scores, validated_direction)
came_true, said = calibration_curve(validated_direction, scores, n_bins=5)
bins = numpy.clip(numpy.ceil(scores * 5) - 1, 0, 4).astype(int)
counts = numpy.bincount(bins, minlength=5)

reference = {
    "source": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "columns": COLUMNS,
    "train": train.ravel().tolist(),
    "validation": validation.ravel().tolist(),
    "test": test.ravel().tolist(),
    "target": target.tolist(),
    "direction": direction.tolist(),
    "validatedDirection": validated_direction.tolist(),
    "third": third.tolist(),
    "ridge": make_pipeline(StandardScaler(), Ridge(alpha=3)).fit(train, target).predict(test).tolist(),
    "logistic": {
        "two": logistic(direction, 2),
        "twoBalanced": logistic(direction, 2, class_weight="balanced"),
        "three": logistic(third, 0.5),
    },
    "knn": {
        "uniform": neighbours(KNeighborsRegressor, target, n_neighbors=6),
        "distance": neighbours(KNeighborsRegressor, target, n_neighbors=6, weights="distance"),
        "classes": neighbours(KNeighborsClassifier, third, n_neighbors=9),
        "classesByDistance": neighbours(KNeighborsClassifier, third, n_neighbors=9, weights="distance"),
    },
    "svr": {
        "rbf": svr(kernel="rbf", C=2, gamma="scale", epsilon=0.125),
        "linear": svr(kernel="linear", C=0.5, epsilon=0.25),
    },
    "svc": {
        "two": classifier(direction, C=1, gamma=0.25),
        "three": classifier(third, C=4, gamma=0.25),
        "threeBalanced": classifier(third, C=4, gamma=0.25, class_weight="balanced"),
        "platt": CalibratedClassifierCV(frozen, method="sigmoid").fit(validation, validated_direction).predict_proba(test)[:, 1].tolist(),
    },
    "calibration": {
        "scores": scores.tolist(),
        "fresh": fresh.tolist(),
        "isotonic": isotonic.predict(fresh).tolist(),
        "said": said.tolist(),
        "cameTrue": came_true.tolist(),
        "ece": float((counts[counts > 0] / len(scores) * numpy.abs(came_true - said)).sum()),
        "brier": float(brier_score_loss(validated_direction, scores)),
    },
}
path = pathlib.Path(__file__).parents[2] / "lib" / "models" / "classic" / "reference.json"
path.write_text(json.dumps(reference) + "\n")
