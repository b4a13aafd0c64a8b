import { readFileSync, writeFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { runBacktest, type BacktestResult, type Strategy, type StrategyOfBars } from "../../lib/backtest/index.ts";
import { defineJob } from "../../lib/jobs/index.ts";
import type { Bars } from "../../lib/market/bars.ts";
import { periodsPerYear } from "../../lib/market/periodsPerYear.ts";
import { randomKey } from "../../lib/random/index.ts";
import { strategyOf, volatilityTargeted, withDrawdownGuard, type StrategyData } from "../../lib/strategies/index.ts";
import type { EngineRules } from "./engineOptions.ts";
import type { MarketEvents } from "./marketEvents.ts";
import { strategyInFile } from "./strategyInFile.ts";

/** What a strategy's process reads from a file. */
export type StrategyTask = StrategyData & {
  readonly bars: readonly Bars[];
  readonly rules: EngineRules;
  readonly events: Omit<MarketEvents, "sentences">;
  readonly seed: number;
  /** A name of the list, or the path of a user's file. */
  readonly strategy: { readonly name: string } | { readonly file: string };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly volatilityTarget?: number;
  readonly maxDrawdown?: number;
};

/** What it leaves in one. */
export type StrategyOutcome = { readonly name: string; readonly parameters: Readonly<Record<string, unknown>>; readonly result: BacktestResult };

/** A backtest in a process of its own. in: files of the task, of what comes out and of a standstill; seconds without a finished bar after which it is ended */
export const strategyJob = defineJob(
  "strategy",
  { parameters: z.object({ task: z.string(), outcome: z.string(), standstill: z.string(), limit: z.number().positive() }), result: z.object({ done: z.literal(true) }) },
  async ({ limit, outcome, standstill, task }) => {
    const given: StrategyTask = deserialize(readFileSync(task));
    const moment = new SharedArrayBuffer(16);
    const watch = new Worker(new URL("./standstill.ts", import.meta.url), { workerData: { file: standstill, limit, moment } });
    watch.unref();
    const { bars, events, rules, seed } = given;
    const progress = new Float64Array(moment);
    let named: Pick<Strategy, "name" | "parameters"> | undefined;
    const finished = (own: Strategy): Strategy => {
      const strategy = wrapped(own, given);
      named ??= strategy;
      return watched(strategy, progress);
    };
    const own = await ownStrategy(given);
    const result = runBacktest({ bars, ...rules, ...events, key: randomKey(seed), strategy: typeof own === "function" ? (some) => finished(own(some)) : finished(own) });
    await watch.terminate();
    writeFileSync(outcome, serialize({ name: named!.name, parameters: { ...named!.parameters }, result } satisfies StrategyOutcome));
    return { done: true } as const;
  },
);

async function ownStrategy({ parameters, strategy, ...data }: StrategyTask): Promise<Strategy | StrategyOfBars> {
  return "file" in strategy ? strategyInFile(strategy.file, parameters) : strategyOf({ strategy: strategy.name, parameters }, data);
}

function wrapped(own: Strategy, { bars, maxDrawdown, volatilityTarget }: StrategyTask): Strategy {
  const sized = volatilityTarget === undefined ? own : volatilityTargeted(own, { target: volatilityTarget, periodsPerYear: periodsPerYear(bars[0]!.closeTime) });
  return maxDrawdown === undefined ? sized : withDrawdownGuard(sized, { from: maxDrawdown / 2, most: maxDrawdown });
}

/** The strategy, telling another thread at which moment it is: how many it has seen, and the time of this one. */
function watched(strategy: Strategy, progress: Float64Array): Strategy {
  return {
    ...strategy,
    start: (given) => {
      const decide = strategy.start(given);
      if (typeof decide !== "function") return decide; // refused by the engine, in words
      return (market, broker) => {
        progress[1] = market.time;
        progress[0]!++;
        return decide(market, broker);
      };
    },
  };
}
