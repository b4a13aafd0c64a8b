"""Trains CatBoost for the process that started it.

A frame is the length of a JSON header (4 bytes, little-endian), the header, and the numbers it announces (float32, row by row).
One frame asks, frames of rounds answer, then one with the model or an error. Only numbers and settings travel; nothing is executed. Then it waits for the next.
"""
import json
import os
import queue
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
        os._exit(0)  # the parent has closed our input, or is gone
    return data


def listen(asked):
    """Reads questions, also while training runs, so that the parent's end is ours."""
    while True:
        (length,) = struct.unpack("<I", take(4))
        question = json.loads(take(length))
        sets = [question[name] for name in ("train", "validation") if question[name]]
        asked.put((question, [take(4 * count) for shape in sets for count in shape["counts"]]))


def pool_of(shape, parts):
    import catboost
    import numpy as np

    values, labels, *weights = (np.frombuffer(parts.pop(0), dtype="<f4") for _ in shape["counts"])
    return catboost.Pool(values.reshape(shape["rows"], shape["width"]), label=labels, weight=weights[0] if weights else None)


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


def train(question, parts):
    import catboost

    pool = pool_of(question["train"], parts)
    unseen = pool_of(question["validation"], parts) if question["validation"] else None
    model = catboost.CatBoost({"logging_level": "Silent", "allow_writing_files": False, **question["parameters"]})
    model.fit(
        pool,
        eval_set=unseen,
        use_best_model=unseen is not None,
        early_stopping_rounds=question["patience"] if unseen is not None else None,
        callbacks=[Report()] if question["report"] else None,
    )
    best = model.get_best_score().get("validation", {}) if unseen is not None else {}
    losses = model.get_evals_result().get("learn", {})
    grown = max([model.tree_count_, *(len(values) for values in losses.values())])
    answer({"model": compact(model), "bestRound": model.tree_count_, "validationLoss": next(iter(best.values()), None), "rounds": grown})


asked = queue.Queue()
threading.Thread(target=listen, args=(asked,), daemon=True).start()
while True:
    try:
        train(*asked.get())
    except Exception as error:
        answer({"error": str(error)})
