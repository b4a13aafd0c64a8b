"""DuckDB: a file into a table with a primary key, and the table into a file."""

import os

import duckdb

from files_peer import FilesPeer, serve

COLUMNS = "{'date': 'TIMESTAMP', 'open': 'DOUBLE', 'high': 'DOUBLE', 'low': 'DOUBLE', 'close': 'DOUBLE', 'volume': 'DOUBLE'}"


class DuckDB(FilesPeer):
    versions = f"DuckDB {duckdb.__version__}"

    def load(self, file, format):
        if os.path.exists(self.place):
            os.remove(self.place)
        source = f"read_csv('{file}', columns = {COLUMNS})" if format == "csv" else f"read_parquet('{file}')"
        with duckdb.connect(self.place) as database:
            database.execute("create table bars (date timestamp primary key, open double, high double, low double, close double, volume double)")
            database.execute(f"insert into bars select date::timestamp, open, high, low, close, volume from {source}")

    def save(self, file, format):
        date = "strftime(date, '%Y-%m-%dT%H:%M:%S.%gZ') as date" if format == "csv" else "date"
        with duckdb.connect(self.place) as database:
            database.execute(f"copy (select {date}, open, high, low, close, volume from bars order by bars.date) to '{file}' (format {format})")

    def digest(self):
        with duckdb.connect(self.place) as database:
            rows, times, values = database.execute("select count(*), sum(epoch_ms(date)::double), sum(open + high + low + close + volume) from bars").fetchone()
        return {"rows": rows, "times": times, "values": values}


serve(DuckDB)
