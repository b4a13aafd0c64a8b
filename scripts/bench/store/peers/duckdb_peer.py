"""DuckDB: one table with a primary key, so that what is saved twice is there once, as in ours. Pieces come as pandas frames, a transaction each."""

import os

import duckdb

from store_peer import serve

COLUMNS = "t, open, high, low, close, volume"


class DuckDB:
    versions = f"DuckDB {duckdb.__version__}"

    def __init__(self, folder):
        self.connection = duckdb.connect(os.path.join(folder, "bars.duckdb"))
        self.connection.execute("CREATE TABLE bars (symbol VARCHAR, t BIGINT, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE, PRIMARY KEY (symbol, t))")

    def insert(self, symbol, frame):
        self.connection.execute(f"INSERT OR REPLACE INTO bars SELECT ?, {COLUMNS} FROM frame", [symbol])

    add = insert

    def range(self, symbol, first, last):
        return self.columns(f"SELECT {COLUMNS} FROM bars WHERE symbol = ? AND t BETWEEN ? AND ? ORDER BY t", [symbol, first, last])

    def closes(self, symbol):
        return self.columns("SELECT close FROM bars WHERE symbol = ? ORDER BY t", [symbol])

    def everything(self, symbol):
        return self.columns(f"SELECT {COLUMNS} FROM bars WHERE symbol = ? ORDER BY t", [symbol])

    def columns(self, query, values):
        return list(self.connection.execute(query, values).fetchnumpy().values())

    def close(self):
        self.connection.close()


serve(DuckDB)
