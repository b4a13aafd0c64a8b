"""ArcticDB on LMDB: a library of versioned frames, one a symbol, indexed by time; pieces are appended."""

import arcticdb
import pandas as pd

from store_peer import serve


class ArcticDB:
    versions = f"ArcticDB {arcticdb.__version__}"

    def __init__(self, folder):
        self.arctic = arcticdb.Arctic(f"lmdb://{folder}?map_size=8GB")
        self.library = self.arctic.get_library("bars", create_if_missing=True)

    def insert(self, symbol, frame):
        indexed = frame.set_index(pd.to_datetime(frame["t"], unit="ms"))
        if self.library.has_symbol(symbol):
            self.library.append(symbol, indexed)
        else:
            self.library.write(symbol, indexed)

    add = insert

    def range(self, symbol, first, last):
        span = (pd.Timestamp(first, unit="ms"), pd.Timestamp(last, unit="ms"))
        return self.columns(self.library.read(symbol, date_range=span).data)

    def closes(self, symbol):
        return self.library.read(symbol, columns=["close"]).data["close"].to_numpy()

    def everything(self, symbol):
        return self.columns(self.library.read(symbol).data)

    def columns(self, frame):
        return [frame[name].to_numpy() for name in frame.columns]

    def close(self):
        del self.library, self.arctic


serve(ArcticDB)
