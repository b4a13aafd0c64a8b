"""The questions of a benchmark of files, asked of a peer.

A peer gives `versions`, `load(file, format)`, which brings a file into a new store in `self.place`, `save(file, format)`, which writes all of it, and `digest()`.
"""

import os
import time

from conversation import serve as converse
from peak_memory import peak_memory


class FilesPeer:
    def answer(self, question):
        asked = dict(question)
        return getattr(self, f"answer_{asked.pop('ask')}")(**asked)

    def answer_open(self, folder):
        self.folder = folder
        self.place = os.path.join(folder, type(self).__name__.lower())
        return {"versions": self.versions}

    def answer_import(self, count, format):
        return self.timed(count, lambda: self.load(os.path.join(self.folder, f"bars.{format}"), format))

    def answer_export(self, count, format):
        return self.timed(count, lambda: self.save(f"{self.place}-out.{format}", format))

    def answer_digest(self):
        return self.digest()

    def answer_memory(self):
        return {"bytes": peak_memory()}

    def timed(self, count, work):
        begin = time.perf_counter()
        for _ in range(count):
            work()
        return {"seconds": time.perf_counter() - begin}


def serve(peer):
    converse(peer().answer)
