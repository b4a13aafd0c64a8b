import { z } from "zod";
import type { Strategy } from "../backtest/index.ts";
import { nearest } from "../market/nearest.ts";
import { bollingerReversion } from "./bollingerReversion.ts";
import { breakout } from "./breakout.ts";
import { StrategyError } from "./error.ts";
import { kalmanPair } from "./kalmanPair.ts";
import { laguerreCrossover } from "./laguerreCrossover.ts";
import { modelSignal, type DatedForecasts } from "./modelSignal.ts";
import { regimeSwitch } from "./regimeSwitch.ts";
import { smaCrossover } from "./smaCrossover.ts";

/** Which strategy, with which parameters: plain JSON, so that a trial, a record and a command can all carry it. What is left out keeps its default. */
export type StrategySpec = { readonly strategy: string; readonly parameters?: Readonly<Record<string, unknown>> };

/** What some strategies need besides bars. */
export type StrategyData = { /** Out-of-fold forecasts by asset, for `modelSignal`. */ readonly forecasts?: Readonly<Record<string, DatedForecasts>> };

/** A strategy that can be asked for by name. */
export type ListedStrategy = {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Paper or book. */
  readonly source: string;
  /** What it trades: any assets, each by itself, or exactly two against each other. */
  readonly assets: "any" | 2;
  /** Every parameter with its default and its bounds; strict. */
  readonly parameters: z.ZodObject;
  /** The strategy of checked or unchecked parameters; `strategyOf` words its errors. */
  make(parameters: Readonly<Record<string, unknown>>, data: StrategyData): Strategy;
};

function listed<S extends z.ZodObject>(entry: Omit<ListedStrategy, "make" | "parameters"> & { readonly parameters: S; make(parameters: z.output<S>, data: StrategyData): Strategy }): ListedStrategy {
  const { make, parameters, ...rest } = entry;
  return { ...rest, parameters, make: (given, data) => make(parameters.parse(given), data) };
}

const bars = (standard: number, least: number, description: string) => z.int().min(least).max(1000).default(standard).describe(description);
const above = (standard: number, description: string, most = 100) => z.number().positive().max(most).default(standard).describe(description);
const sides = z.enum(["long-flat", "long-short"]).default("long-flat").describe("Whether a falling market is sold short or only sat out");
const damping = (standard: number, description: string) => z.number().min(0).max(0.99).default(standard).describe(description);

/** Every strategy that can be asked for by name. */
export const STRATEGIES: readonly ListedStrategy[] = [
  listed({
    name: "smaCrossover", assets: "any",
    summary: "Long while the fast average of the closes is above the slow one.",
    source: "Brock, Lakonishok & LeBaron 1992, https://doi.org/10.1111/j.1540-6261.1992.tb04681.x",
    parameters: z.strictObject({ fast: z.int().min(1).max(500).default(50).describe("Bars of the fast average"), slow: bars(200, 2, "Bars of the slow one"), sides }),
    make: smaCrossover,
  }),
  listed({
    name: "laguerreCrossover", assets: "any",
    summary: "Long while a lightly damped Laguerre filter is above a strongly damped one.",
    source: "Ehlers 2004, Time Warp – Without Space Travel",
    parameters: z.strictObject({ fast: damping(0.2, "Damping of the fast filter"), slow: damping(0.8, "Damping of the slow one"), sides }),
    make: laguerreCrossover,
  }),
  listed({
    name: "bollingerReversion", assets: "any",
    summary: "Buys below the lower Bollinger band and sells at the middle.",
    source: "Bollinger 2001, Bollinger on Bollinger Bands",
    parameters: z.strictObject({ period: bars(20, 2, "Bars of the middle band"), deviations: z.number().min(0.1).max(10).default(2).describe("Standard deviations from the middle to a band"), sides }),
    make: bollingerReversion,
  }),
  listed({
    name: "breakout", assets: "any",
    summary: "Buys by a stop order at the highest high, with a stop loss and a take profit.",
    source: "Donchian 1960; Faith 2003, The Original Turtle Trading Rules",
    parameters: z.strictObject({ period: bars(20, 2, "Bars of the channel"), stopLoss: above(2, "Stop loss below the entry, in average true ranges"), takeProfit: above(6, "Take profit above the entry, in average true ranges"), size: above(0.95, "Share of the equity of all entries together") }),
    make: breakout,
  }),
  listed({
    name: "modelSignal", assets: "any",
    summary: "Trades where a model's out-of-fold forecast is more probable than the confidence.",
    source: "López de Prado 2018, Advances in Financial Machine Learning, ch. 10",
    parameters: z.strictObject({
      confidence: z.number().min(0.5).max(0.999).default(0.6).describe("Probability of a rise, or of a fall, above which it is traded"),
      horizon: bars(1, 1, "Bars that a foretold return looks ahead"), lookback: bars(20, 2, "Bars of the volatility that a foretold return is measured by"), sides,
    }),
    make: (parameters, { forecasts }) => {
      if (forecasts === undefined) throw new StrategyError("modelSignal trades out-of-fold forecasts, and none were given; give { forecasts: { SP500: outOfFold } }, or --out-of-fold with a file that walk-forward wrote");
      return modelSignal(forecasts, parameters);
    },
  }),
  listed({
    name: "kalmanPair", assets: 2,
    summary: "Two assets against each other, where they are out of line with a hedge ratio that a Kalman filter follows.",
    source: "Chan 2013, Algorithmic Trading, ch. 3; Kalman 1960, https://doi.org/10.1115/1.3662552",
    parameters: z.strictObject({
      entry: above(2, "z-score at which the spread is traded"), exit: z.number().min(-100).max(100).default(0).describe("z-score at which it is left again"),
      lookback: bars(60, 2, "Errors of the filter that the z-score is measured by"), drift: z.number().min(0).max(1).default(1e-10).describe("Variance that the hedge ratio gains a bar"), gross: above(0.9, "Worth of both legs together, a share of the equity"),
    }),
    make: kalmanPair,
  }),
  listed({
    name: "regimeSwitch", assets: "any",
    summary: "Momentum in trends, reversion in ranges, out of the market while it expands.",
    source: "Wilder 1978, New Concepts in Technical Trading Systems; Bollinger 2001",
    parameters: z.strictObject({
      period: bars(14, 2, "Bars of the average directional index"), trend: above(25, "ADX from which the market trends, percent"), expansion: above(1.5, "Volatility of 10 bars as a multiple of that of 60 from which neither rule trades"),
      band: bars(20, 2, "Bars of the Bollinger bands"), sides,
    }),
    make: regimeSwitch,
  }),
];

/** The strategy that a spec names. A name or a parameter that there is not is an error with the nearest one. */
export function strategyOf(spec: StrategySpec, data: StrategyData = {}): Strategy {
  return listedStrategy(spec.strategy).make(parametersOf(spec), data);
}

/** The parameters of a spec, checked, with the defaults filled in: what a record should keep. */
export function parametersOf({ parameters = {}, strategy }: StrategySpec): Readonly<Record<string, unknown>> {
  const entry = listedStrategy(strategy);
  const result = entry.parameters.safeParse(parameters);
  if (result.success) return result.data;
  throw new StrategyError(parametersError(entry, parameters, result.error.issues[0]!));
}

/** The entry of a name; a name that there is not is an error with the nearest. */
export function listedStrategy(name: string): ListedStrategy {
  const entry = STRATEGIES.find((strategy) => strategy.name === name);
  if (entry) return entry;
  const names = STRATEGIES.map((strategy) => strategy.name);
  const near = nearest(name, names);
  throw new StrategyError(`there is no strategy "${name}".${near === undefined ? "" : ` Did you mean ${near}?`} Strategies: ${names.join(", ")}.`);
}

function parametersError({ name, parameters }: ListedStrategy, given: Readonly<Record<string, unknown>>, issue: z.core.$ZodIssue): string {
  const known = Object.keys(parameters.shape);
  if (issue.code === "unrecognized_keys") {
    const word = issue.keys[0]!;
    const near = nearest(word, known);
    return `${name} has no parameter "${word}".${near === undefined ? "" : ` Did you mean ${near}?`} Its parameters: ${known.join(", ")}.`;
  }
  const parameter = String(issue.path[0] ?? "");
  return `${name}: the parameter ${parameter} cannot be ${JSON.stringify(given[parameter]) ?? "left out"}: ${issue.message}.`;
}
