"""Trains CatBoost for the process that started it.

A frame is the length of a JSON header (4 bytes, little-endian), the header, and the numbers it announces (float32, row by row).
One frame asks, frames of rounds answer, then one with the model or an error. Only numbers and settings travel; nothing is executed.
"""
import json
import os
import struct
import sys
import tempfile
import threading

answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # what the library prints is not an answer
questions = sys.stdin.buffer


def answer(header, body=b""):
    text = json.dumps(header).encode()
    answers.write(struct.pack("<I", len(text)) + text + body)
    answers.flush()


def take(count):
    data = questions.read(count)
    if len(data) != count:
        os._exit(1)
    return data


def end_with_parent():
    """The parent keeps our input open as long as it lives and wants us."""
    questions.read(1)
    os._exit(1)


def pool_of(shape):
    import catboost
    import numpy as np

    rows, width = shape["rows"], shape["width"]
    numbers = lambda count: np.frombuffer(take(4 * count), dtype="<f4")
    values = numbers(rows * width).reshape(rows, width)
    labels = numbers(rows)
    weights = numbers(rows) if shape["weighted"] else None
    return catboost.Pool(values, label=labels, weight=weights)


def compact(model):
    """The trees alone: the input and border of each split, the value of each leaf (by output) and its weight."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model.json")
        model.save_model(file, format="json")
        with open(file) as text:
            saved = json.load(text)
    scale, bias = saved["scale_and_bias"]
    trees = [
        {
            "inputs": [split["float_feature_index"] for split in tree["splits"] or []],
            "borders": [split["border"] for split in tree["splits"] or []],
            "values": tree["leaf_values"],
            "weights": tree["leaf_weights"],
        }
        for tree in saved["oblivious_trees"]
    ]
    return {"scale": scale, "bias": bias if isinstance(bias, list) else [bias], "trees": trees}


class Report:
    """Tells the losses of each round."""

    def after_iteration(self, info):
        last = {name: next(iter(metrics.values()))[-1] for name, metrics in info.metrics.items()}
        answer({"round": info.iteration, "loss": last.get("learn"), "validationLoss": last.get("validation")})
        return True


def train(question):
    import catboost

    pool = pool_of(question["train"])
    unseen = pool_of(question["validation"]) if question["validation"] else None
    threading.Thread(target=end_with_parent, daemon=True).start()
    model = catboost.CatBoost({"logging_level": "Silent", "allow_writing_files": False, **question["parameters"]})
    model.fit(
        pool,
        eval_set=unseen,
        use_best_model=unseen is not None,
        early_stopping_rounds=question["patience"] if unseen is not None else None,
        callbacks=[Report()] if question["report"] else None,
    )
    best = model.get_best_score().get("validation", {}) if unseen is not None else {}
    answer({"model": compact(model), "bestRound": model.tree_count_, "validationLoss": next(iter(best.values()), None), "rounds": rounds_of(model)})


def rounds_of(model):
    losses = model.get_evals_result().get("learn", {})
    return max([model.tree_count_, *(len(values) for values in losses.values())])


(length,) = struct.unpack("<I", take(4))
asked = json.loads(take(length))
try:
    train(asked)
except Exception as error:
    answer({"error": str(error)})
os._exit(0)
