/** The Python of the factor benchmark's own venv. */
export const factorsPython: string;

/** Installs TA-Lib, pandas and pandas-ta-classic where they are missing. Rejects with a `SetupProblem`; an abort of the signal ends what was started. */
export function setUpFactorPeers(signal: AbortSignal): Promise<void>;
