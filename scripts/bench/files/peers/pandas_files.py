"""pandas: a file into a frame, which a Parquet file keeps, and that into a file."""

import numpy as np
import pandas as pd

from files_peer import FilesPeer, serve


class Pandas(FilesPeer):
    versions = f"pandas {pd.__version__}"

    def load(self, file, format):
        frame = pd.read_csv(file, parse_dates=["date"]) if format == "csv" else pd.read_parquet(file)
        frame.to_parquet(self.place)

    def save(self, file, format):
        frame = pd.read_parquet(self.place)
        if format == "csv":
            frame.to_csv(file, index=False)
        else:
            frame.to_parquet(file)

    def digest(self):
        frame = pd.read_parquet(self.place)
        times = frame["date"].to_numpy().astype("datetime64[ms]").astype(np.float64)
        return {"rows": len(frame), "times": float(times.sum()), "values": float(frame.drop(columns="date").to_numpy().sum())}


serve(Pandas)
