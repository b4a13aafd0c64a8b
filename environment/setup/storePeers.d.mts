/** The Python of the store benchmark's own venv. */
export const storePython: string;

/** Installs DuckDB, ArcticDB and pyarrow where they are missing. Rejects with a `SetupProblem`; an abort of the signal ends what was started. */
export function setUpStorePeers(signal: AbortSignal): Promise<void>;
