/** The Python of the model benchmark's own venv. */
export const modelsPython: string;

/** Installs XGBoost, LightGBM, CatBoost, scikit-learn and shap where they are missing. Rejects with a `SetupProblem`; an abort of the signal ends what was started. */
export function setUpModelPeers(signal: AbortSignal): Promise<void>;
