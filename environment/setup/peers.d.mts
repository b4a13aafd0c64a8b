/** The Python of the benchmark's own venv. */
export const peersPython: string;

/** Installs the benchmark's peers where they are missing. Rejects with a `SetupProblem`; an abort of the signal ends what was started. */
export function setUpPeers(signal: AbortSignal): Promise<void>;
