"""Writes lib/tuning/reference.json: the smallest values that Optuna's samplers find of functions whose minimum is known.

Run in a venv of its own with optuna 5.0:
    python scripts/reference/tuning.py
The functions and spaces are those of lib/tuning/samplers/functions.fixture.ts.
"""
import importlib.metadata
import json
import math
import pathlib

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
SEEDS = 60


def branin(trial):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    b, c, t = 5.1 / (4 * math.pi**2), 5 / math.pi, 1 / (8 * math.pi)
    return (y - b * x * x + c * x - 6) ** 2 + 10 * (1 - t) * math.cos(x) + 10


def rosenbrock(trial):
    x, y = trial.suggest_float("x", -2, 2), trial.suggest_float("y", -1, 3)
    return math.log(1e-12 + (1 - x) ** 2 + 100 * (y - x * x) ** 2)


def mixed(trial):
    rate = trial.suggest_float("rate", 1e-6, 1, log=True)
    units = trial.suggest_int("units", 8, 256, step=8)
    kind = trial.suggest_categorical("kind", ["a", "b", "c", "d"])
    return math.log10(rate / 3e-3) ** 2 + ((units - 48) / 32) ** 2 + {"a": 1, "b": 0, "c": 2, "d": 1.5}[kind]


def smallest(function, sampler, trials):
    study = optuna.create_study(sampler=sampler)
    study.optimize(function, n_trials=trials)
    return study.best_value


reference = {"versions": {"optuna": importlib.metadata.version("optuna")}, "functions": {}}
for function, trials in ((branin, 100), (rosenbrock, 100), (mixed, 60)):
    samplers = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}
    reference["functions"][function.__name__] = {
        "trials": trials,
        **{name: sorted(float(f"{smallest(function, sampler(seed=seed), trials):.6g}") for seed in range(SEEDS)) for name, sampler in samplers.items()},
    }
path = pathlib.Path(__file__).parents[2] / "lib/tuning/reference.json"
path.write_text(json.dumps(reference) + "\n")
