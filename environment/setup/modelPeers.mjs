import { must } from "./process.mjs";
import { peerVenv, pythonOf, setUpPeers } from "./peers.mjs";

const venv = ".venv-bench-models";
export const modelsPython = pythonOf(venv);

/** XGBoost, LightGBM, CatBoost, scikit-learn and shap. */
export const modelPeers = peerVenv({
  title: "XGBoost, LightGBM, CatBoost, scikit-learn and shap for the benchmark (300 MB of packages)",
  venv,
  lock: "bench-models.txt",
  needs: 1.5,
  async finish(python) {
    const version = await must("Trying scikit-learn", python, ["-c", "import lightgbm, shap, sklearn, xgboost\nprint(sklearn.__version__)"]);
    return `scikit-learn ${version.trim()}`;
  },
});

export const setUpModelPeers = (signal) => setUpPeers(modelPeers, signal);
