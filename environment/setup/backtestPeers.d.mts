/** The Python of the backtest benchmark's own venv. */
export const backtestPython: string;

/** Installs vectorbt, backtesting.py, backtrader and quantstats where they are missing. Rejects with a `SetupProblem`; an abort of the signal ends what was started. */
export function setUpBacktestPeers(signal: AbortSignal): Promise<void>;
