"""A peer of the engine's benchmark. Every time is taken here, around the work itself, so that no talk between processes is counted.

A peer is a class that is made from the first message and has the methods `forward`, `losses`, `epochs` and `predictions`.
"""

import os
import time

import numpy as np

import conversation
from peak_memory import peak_memory


def serve(peer_class):
    peer = None

    def answer(question):
        nonlocal peer
        if question["ask"] != "open":
            return answer_of(peer, question)
        peer = peer_class(Task(question))
        return {"versions": peer.versions}

    conversation.serve(answer)


def answer_of(peer, question):
    ask = question["ask"]
    if ask == "forward":
        return {"values": np.asarray(peer.forward()).ravel().tolist()}
    if ask == "losses":
        return {"values": [float(loss) for loss in peer.losses(question["count"])]}
    if ask == "memory":
        return {"bytes": peak_memory()}
    work = {"epochs": peer.epochs, "predictions": peer.predictions}[ask]
    begin = time.perf_counter()
    work(question["count"])
    return {"seconds": time.perf_counter() - begin}


class Task:
    """Network, shapes, data and first weights: little-endian float32 files in a folder, the weights one after the other in Keras's order."""

    def __init__(self, message):
        folder = message["folder"]
        self.network = message["network"]
        self.units = message["units"]
        self.batch = message["batch"]
        self.shape = (message["lookback"], message["features"])
        self.threads = message["threads"]
        self.inputs = np.fromfile(os.path.join(folder, "inputs.f32"), "<f4").reshape(-1, *self.shape)
        self.targets = np.fromfile(os.path.join(folder, "targets.f32"), "<f4").reshape(-1, 1)
        flat = np.fromfile(os.path.join(folder, "weights.f32"), "<f4")
        ends = np.cumsum([int(np.prod(shape)) for shape in message["weights"]])
        if ends[-1] != flat.size:
            raise ValueError(f"the weights hold {flat.size} numbers, their shapes {ends[-1]}")
        self.weights = [part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), message["weights"])]

    def batches(self, count):
        """The first batches, in order."""
        for k in range(count):
            rows = slice(k * self.batch, (k + 1) * self.batch)
            yield self.inputs[rows], self.targets[rows]
