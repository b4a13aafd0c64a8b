"""Parquet by pyarrow: a folder a symbol, a file a piece, named by its first bar. A single new bar rewrites the last file, as there is no other way to add to one."""

import os

import pandas as pd
import pyarrow
import pyarrow.parquet as parquet

from store_peer import serve


class Parquet:
    versions = f"Parquet (pyarrow {pyarrow.__version__})"

    def __init__(self, folder):
        self.folder = folder

    def insert(self, symbol, frame):
        place = os.path.join(self.folder, symbol)
        os.makedirs(place, exist_ok=True)
        self.write(os.path.join(place, f"{frame['t'].iloc[0]}.parquet"), frame)

    def write(self, file, frame):
        draft = f"{file}.draft"
        parquet.write_table(pyarrow.Table.from_pandas(frame, preserve_index=False), draft)
        with open(draft, "rb+") as written:
            os.fsync(written.fileno())
        os.rename(draft, file)

    def add(self, symbol, frame):
        place = os.path.join(self.folder, symbol)
        last = os.path.join(place, max(os.listdir(place), key=lambda name: int(name.split(".")[0])))
        self.write(last, pd.concat([parquet.read_table(last).to_pandas(), frame]))

    def range(self, symbol, first, last):
        table = parquet.read_table(os.path.join(self.folder, symbol), filters=[("t", ">=", first), ("t", "<=", last)])
        return [column.to_numpy() for column in table.columns]

    def closes(self, symbol):
        return parquet.read_table(os.path.join(self.folder, symbol), columns=["close"])["close"].to_numpy()

    def everything(self, symbol):
        return [column.to_numpy() for column in parquet.read_table(os.path.join(self.folder, symbol)).columns]

    def close(self):
        pass


serve(Parquet)
