/** The Python of the engine benchmark's own venv. */
export const enginePython: string;

/** Installs Keras and PyTorch where they are missing. Rejects with a `SetupProblem`; an abort of the signal ends what was started. */
export function setUpEnginePeers(signal: AbortSignal): Promise<void>;
