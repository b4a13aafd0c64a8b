import { must } from "./process.mjs";
import { peerVenv, pythonOf, setUpPeers } from "./peers.mjs";

const venv = ".venv-bench-store";
export const storePython = pythonOf(venv);

/** DuckDB, ArcticDB and pyarrow. */
export const storePeers = peerVenv({
  title: "DuckDB, ArcticDB and pyarrow for the benchmark (140 MB of packages)",
  venv,
  lock: "bench-store.txt",
  needs: 0.8,
  async finish(python) {
    const version = await must("Trying DuckDB", python, ["-c", "import arcticdb, duckdb, pandas, pyarrow\nprint(duckdb.__version__)"]);
    return `DuckDB ${version.trim()}`;
  },
});

export const setUpStorePeers = (signal) => setUpPeers(storePeers, signal);
