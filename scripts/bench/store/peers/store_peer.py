"""The frame of a store that is timed: bars of one symbol come from files, the others are made of them.

A peer gives `versions`, and of a store in a folder: `create`, `insert(symbol, frame)`, `range(symbol, first, last)`, `closes(symbol)`, `add(symbol, frame)`, `everything(symbol)`.
`frame` is a pandas frame with the columns t (milliseconds of the close), open, high, low, close, volume; ranges give NumPy columns in that order.
"""

import os
import shutil
import time

import numpy as np
import pandas as pd

from conversation import serve as converse
from peak_memory import peak_memory

COLUMNS = ["closeTime", "open", "high", "low", "close", "volume"]


class Frame:
    def __init__(self, folder, amount):
        self.rows, self.symbols = amount["rows"], amount["symbols"]
        self.columns = {name: np.fromfile(os.path.join(folder, f"{name}.f64"), count=self.rows) for name in COLUMNS}
        self.times = self.columns["closeTime"].astype(np.int64)

    def piece(self, symbol, start, end):
        scale = 1 + symbol / 100
        prices = {name: np.floor(self.columns[name][start:end] * scale * 100 + 0.5) / 100 for name in COLUMNS[1:5]}
        return pd.DataFrame({"t": self.times[start:end], **prices, "volume": self.columns["volume"][start:end]})

    def next_bar(self, n):
        frame = self.piece(0, self.rows - 1, self.rows)
        frame["t"] += 60_000 * (n + 1)
        return frame

    def stretches(self, reads, length):
        state = 20261121
        for _ in range(reads):
            state = state * 48271 % 2147483647
            symbol = state % self.symbols
            state = state * 48271 % 2147483647
            start = state % (self.rows - length)
            yield name_of(symbol), int(self.times[start]), int(self.times[start + length - 1])


def name_of(symbol):
    return f"S{symbol:03d}"


def size_of(folder):
    return sum(os.path.getsize(os.path.join(parent, file)) for parent, _, files in os.walk(folder) for file in files)


class Answers:
    """The questions of a benchmark, asked of a peer."""

    def __init__(self, peer):
        self.peer = peer
        self.store = None
        self.added = 0

    def answer(self, question):
        asked = dict(question)
        return getattr(self, asked.pop("ask"))(**asked)

    def open(self, folder, amount):
        self.frame = Frame(folder, amount)
        self.place = os.path.join(folder, self.peer.__name__.lower())
        return {"versions": self.peer.versions}

    def insert(self, count, piece):
        return {"seconds": sum(self.insert_once(piece) for _ in range(count))}

    def insert_once(self, piece):
        if self.store is not None:
            self.store.close()
        shutil.rmtree(self.place, ignore_errors=True)
        os.makedirs(self.place)
        begin = time.perf_counter()
        self.store = self.peer(self.place)
        for symbol in range(self.frame.symbols):
            for start in range(0, self.frame.rows, piece):
                self.store.insert(name_of(symbol), self.frame.piece(symbol, start, min(self.frame.rows, start + piece)))
        return time.perf_counter() - begin

    def ranges(self, count, reads, rows):
        stretches = list(self.frame.stretches(reads, rows))
        begin = time.perf_counter()
        for _ in range(count):
            for stretch in stretches:
                self.store.range(*stretch)
        return {"seconds": time.perf_counter() - begin}

    def closes(self, count):
        begin = time.perf_counter()
        for _ in range(count):
            self.store.closes(name_of(0))
        return {"seconds": time.perf_counter() - begin}

    def single(self, count):
        begin = time.perf_counter()
        for _ in range(count):
            self.store.add(name_of(0), self.frame.next_bar(self.added))
            self.added += 1
        return {"seconds": time.perf_counter() - begin}

    def everything(self, count):
        begin = time.perf_counter()
        for _ in range(count):
            for symbol in range(self.frame.symbols):
                self.store.everything(name_of(symbol))
        return {"seconds": time.perf_counter() - begin}

    def digest(self, reads, rows):
        found = [self.store.range(*stretch) for stretch in self.frame.stretches(reads, rows)]
        return {
            "rows": sum(len(times) for times, *_ in found),
            "times": sum(float(np.sum(times, dtype=float)) for times, *_ in found),
            "values": sum(float(np.sum(column)) for _, *others in found for column in others),
        }

    def memory(self):
        return {"bytes": peak_memory()}

    def size(self):
        return {"bytes": size_of(self.place)}


def serve(peer):
    answers = Answers(peer)
    converse(answers.answer)
