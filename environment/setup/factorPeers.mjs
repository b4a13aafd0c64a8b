import { must } from "./process.mjs";
import { peerVenv, pythonOf, setUpPeers } from "./peers.mjs";

const venv = ".venv-bench-factors";
export const factorsPython = pythonOf(venv);

/** TA-Lib, pandas and pandas-ta-classic. */
export const factorPeers = peerVenv({
  title: "TA-Lib and pandas for the benchmark (33 MB of packages)",
  venv,
  lock: "bench-factors.txt",
  needs: 0.5,
  async finish(python) {
    const version = await must("Trying TA-Lib", python, ["-c", "import pandas, talib\nprint(talib.__version__)"]);
    return `TA-Lib ${version.trim()}`;
  },
});

export const setUpFactorPeers = (signal) => setUpPeers(factorPeers, signal);
