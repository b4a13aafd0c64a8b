"""A peer of the factors' benchmark. Every time is taken here, around the work itself, so that no talk between processes is counted.

A peer is a class that is made from the bars (a dictionary of NumPy arrays) and the calls, and has `compute()`, which gives the outcome of
each call, and `column(outcome, output)`, which gives a column of an outcome as a NumPy array.
"""

import json
import os
import time

import numpy as np

import conversation

SAMPLES = 500
WEIGHTS = 8191
COLUMNS = ("open", "high", "low", "close", "volume")


def serve(peer_class):
    work = None

    def answer(question):
        nonlocal work
        if question["ask"] != "open":
            return work.answer(question)
        work = Work(peer_class, question)
        return {"versions": peer_class.versions}

    conversation.serve(answer)


class Work:
    """The pairs of columns to compute; pairs with the same call share one."""

    def __init__(self, peer_class, question):
        read = lambda name: np.fromfile(os.path.join(question["folder"], f"{name}.f64"), "<f8", question["rows"])
        self.pairs = question["pairs"]
        calls = {json.dumps(pair["call"]): pair["call"] for pair in self.pairs}
        self.places = {key: place for place, key in enumerate(calls)}
        self.peer = peer_class({name: read(name) for name in COLUMNS}, list(calls.values()))

    def answer(self, question):
        if question["ask"] == "compute":
            begin = time.perf_counter()
            for _ in range(question["count"]):
                self.peer.compute()
            return {"seconds": time.perf_counter() - begin}
        if question["ask"] == "digest":
            outcomes = self.peer.compute()
            return {"columns": [self.digest(pair, outcomes, question["from"], question["to"]) for pair in self.pairs]}
        raise ValueError(f"it was asked for \"{question['ask']}\"")

    def digest(self, pair, outcomes, begin, end):
        column = self.peer.column(outcomes[self.places[json.dumps(pair["call"])]], pair.get("output"))
        return digest_of(np.asarray(column, dtype=float), begin, end)


def digest_of(column, begin, end):
    """The same numbers as digest.ts makes of a column."""
    rows = np.arange(begin, end)
    values = column[begin:end]
    given = ~np.isnan(values)
    weighted = (1 + rows % WEIGHTS)[given] * values[given]
    step = max(1, (end - begin) // SAMPLES)
    samples = column[end - 1 - step * np.arange(min(SAMPLES, end - begin))]
    return {
        "values": int(given.sum()),
        "sum": float(weighted.sum()),
        "size": float(np.abs(weighted).sum()),
        "samples": [None if np.isnan(value) else float(value) for value in samples],
    }
