import { must } from "./process.mjs";
import { peerVenv, pythonOf, setUpPeers } from "./peers.mjs";

const venv = ".venv-bench-backtest";
export const backtestPython = pythonOf(venv);

/** vectorbt, backtesting.py, backtrader and quantstats. */
export const backtestPeers = peerVenv({
  title: "vectorbt, backtesting.py, backtrader and quantstats for the benchmark (200 MB of packages)",
  venv,
  lock: "bench-backtest.txt",
  needs: 1.5,
  async finish(python) {
    const version = await must("Trying vectorbt", python, ["-c", "import backtesting, backtrader, quantstats, vectorbt\nprint(vectorbt.__version__)"]);
    return `vectorbt ${version.trim()}`;
  },
});

export const setUpBacktestPeers = (signal) => setUpPeers(backtestPeers, signal);
