import type { Command } from "commander";

/** A command as the help lists it. Its file is loaded when it is called, so that help is there at once. */
export type ListedCommand = { readonly name: string; readonly summary: string; readonly example: string; readonly load: () => Promise<Command> };

export const COMMANDS: readonly ListedCommand[] = [
  {
    name: "start", summary: "run the notebooks in order, build the book, print what was found",
    example: "start -p symbol SP500 --only 08-lstm", load: async () => (await import("./commands/start.ts")).startCommand(),
  },
  {
    name: "test", summary: "check everything, run the tests, execute every notebook with small parameters",
    example: "test", load: async () => (await import("./commands/test.ts")).testCommand(),
  },
  {
    name: "lab", summary: "open JupyterLab with the TypeScript kernel",
    example: "lab", load: async () => (await import("./commands/lab.ts")).labCommand(),
  },
  {
    name: "run", summary: "execute one notebook with parameters, as papermill does, with limits and retries",
    example: "run notebooks/06-windows.ipynb out.ipynb -p lookback 60", load: async () => (await import("./commands/run.ts")).runCommand(),
  },
  {
    name: "notebook", summary: "another word for run",
    example: "notebook notebooks/06-windows.ipynb out.ipynb -p lookback 60", load: async () => (await import("./commands/run.ts")).runCommand("notebook"),
  },
  {
    name: "kernels", summary: "keep kernels warm, so that a notebook's run begins at once",
    example: "kernels start", load: async () => (await import("./commands/kernels.ts")).kernelsCommand(),
  },
  {
    name: "book", summary: "build the HTML book of a run",
    example: "book", load: async () => (await import("./commands/book.ts")).bookCommand(),
  },
  {
    name: "check", summary: "check types, notebooks and structure",
    example: "check", load: async () => (await import("./commands/check.ts")).checkCommand(),
  },
  {
    name: "bench", summary: "time a suite against named peers",
    example: "bench walk", load: async () => (await import("./commands/bench.ts")).benchCommand(),
  },
  {
    name: "doctor", summary: "say what is installed, what is missing and what to do",
    example: "doctor", load: async () => (await import("./commands/doctor.ts")).doctorCommand(),
  },
  {
    name: "fetch", summary: "fetch bars, news, series and statements into the store, only what is not there yet",
    example: "fetch --source yahoo --symbols SPY,BTC-USD --interval 1d --from 2015-01-01", load: async () => (await import("./commands/fetch.ts")).fetchCommand(),
  },
  {
    name: "data", summary: "list, show, check, export, import and rebuild what is in the store",
    example: "data ls", load: async () => (await import("./commands/data.ts")).dataCommand(),
  },
  {
    name: "factors", summary: "compute factor columns of a CSV of bars",
    example: "factors --input bars.csv --output factors.csv --only rsi_14,sma_20", load: async () => (await import("./commands/factors.ts")).factorsCommand(),
  },
  {
    name: "analysis", summary: "say what factors know of later returns, and what chance would",
    example: "analysis --input bars.csv --set all --horizons 1,5,20", load: async () => (await import("./commands/analysis.ts")).analysisCommand(),
  },
  {
    name: "leaks", summary: "look for values that know the future in what your function makes of bars",
    example: "leaks my-factor.ts --input bars.csv", load: async () => (await import("./commands/leaks.ts")).leaksCommand(),
  },
  {
    name: "backtest", summary: "backtest a strategy, or signals of a CSV, beside buy-and-hold",
    example: "backtest --symbol SP500 --strategy smaCrossover --set fast=10 --output report.json", load: async () => (await import("./commands/backtest.ts")).backtestCommand(),
  },
  {
    name: "sweep", summary: "try a rule with every combination of its parameters, the trials counted",
    example: "sweep --symbol SP500 --rule smaCrossover --fast 5:50:5 --slow 20:200:10 --output sweep.html", load: async () => (await import("./commands/sweep.ts")).sweepCommand(),
  },
  {
    name: "report", summary: "make one offline HTML page of a backtest's report",
    example: "report report.json --output report.html", load: async () => (await import("./commands/report.ts")).reportCommand(),
  },
  {
    name: "train", summary: "fit a model on bars, judge it on the last rows, write it into a folder",
    example: "train --symbol SP500 --model lstm --set epochs=20 --output artifacts/lstm", load: async () => (await import("./commands/train.ts")).trainCommand(),
  },
  {
    name: "predict", summary: "forecasts of a saved model for bars",
    example: "predict artifacts/lstm --symbol SP500 --last", load: async () => (await import("./commands/predict.ts")).predictCommand(),
  },
  {
    name: "tune", summary: "search the settings of a model, every trial kept and counted",
    example: "tune --symbol SP500 --model xgboost --trials 50 --pruner successiveHalving --folder artifacts/tuning", load: async () => (await import("./commands/tune.ts")).tuneCommand(),
  },
  {
    name: "walk-forward", summary: "refit models through time and judge them on rows they have not seen",
    example: "walk-forward --symbol SP500 --model linear,xgboost --train 3y --test 1mo --seeds 5 --folder artifacts/walk", load: async () => (await import("./commands/walkForward.ts")).walkForwardCommand(),
  },
  {
    name: "compare", summary: "fit every model through time and say what each is worth",
    example: "compare --models linear,lightgbm,lstm --seeds 2", load: async () => (await import("./commands/compare.ts")).compareCommand(),
  },
  {
    name: "models", summary: "list the models there are, and keep, promote and check fitted ones",
    example: "models catalogue lstm", load: async () => (await import("./commands/models.ts")).modelsCommand(),
  },
  {
    name: "model", summary: "describe a saved model, write it as ONNX, read one from Keras",
    example: "model lstm.keras --output lstm --columns close,volume", load: async () => (await import("./commands/model.ts")).modelCommand(),
  },
  {
    name: "replay", summary: "repeat a run and name the first thing that comes out otherwise",
    example: "replay last", load: async () => (await import("./commands/replay.ts")).replayCommand(),
  },
  {
    name: "runs", summary: "list, show, compare and remove runs",
    example: "runs ls --since 7d", load: async () => (await import("./commands/runs.ts")).runsCommand(),
  },
  {
    name: "worker", summary: "work jobs of the queue in Redis, until it is stopped",
    example: "worker --concurrency 2 --gpu", load: async () => (await import("./commands/worker.ts")).workerCommand(),
  },
  {
    name: "jobs", summary: "list, show, follow, cancel and retry jobs of the queue",
    example: "jobs ls", load: async () => (await import("./commands/jobs.ts")).jobsCommand(),
  },
  {
    name: "schedule", summary: "run what environment/schedules.yaml describes when its time comes",
    example: "schedule next nightly-walk", load: async () => (await import("./commands/schedule.ts")).scheduleCommand(),
  },
  {
    name: "alerts", summary: "who hears of failed and late runs: list the channels, test them",
    example: "alerts test", load: async () => (await import("./commands/alerts.ts")).alertsCommand(),
  },
  {
    name: "stream", summary: "print bars as they happen, and save them",
    example: "stream --source binance --symbols BTC-USDT --interval 1m --store data/store", load: async () => (await import("./commands/stream.ts")).streamCommand(),
  },
];
