import { Account } from "../account/account.ts";
import { dueActions } from "../account/actions.ts";
import { marginOf } from "../account/margin.ts";
import { assumptionsOf } from "../assumptions.ts";
import { costsOf } from "../costs/index.ts";
import { BacktestError } from "../error.ts";
import { fillRuleOf } from "../fills/index.ts";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, split, type RandomKey } from "../../random/index.ts";
import type { BacktestResult } from "../result.ts";
import { RunBroker } from "./broker.ts";
import { Curves } from "./curves.ts";
import { delistingOf } from "./delisting.ts";
import { Engine } from "./engine.ts";
import { Execution } from "./execution.ts";
import { Feed } from "./feed.ts";
import { Findings } from "./findings.ts";
import { Holding } from "./holding.ts";
import type { LeakCheck } from "./leakCheck.ts";
import { MarketView } from "./marketView.ts";
import { momentsOf } from "./moments.ts";
import { OrderDesk, type Now } from "./orderDesk.ts";
import { resultOf } from "./resultOf.ts";
import type { Rules } from "./rules.ts";
import { barsGiven, type RunOptions } from "./runOptions.ts";
import type { Decide, Strategy } from "./strategy.ts";
import { columnsFor, strategyCall } from "./strategyColumns.ts";

/** A run that is set up and stands before its first moment. */
export type Run = { readonly feeds: readonly Feed[]; readonly moments: Float64Array; readonly engine: Engine; readonly result: () => BacktestResult };

/** A strategy of which nothing is said. */
export const UNTRIED: LeakCheck = { isOn: false, columns: false, decisions: false };

/** Sets up a run: everything is checked and filled in here, nothing has happened yet. in: the options, the strategy they name or make, what was tried of it */
export function openRun(options: RunOptions, strategy: Strategy, leaks: LeakCheck): Run {
  const { actions = [], delistings = {}, key = randomKey(0) } = options;
  const all = barsGiven(options);
  const rules = rulesOf(options, strategy);
  const feeds = feedsOf(all);
  feeds.forEach((feed, k) => (feed.columns = columnsFor(strategy, all[k]!)));
  const traded = tradedFeeds(feeds);
  for (const asset of [...actions.map(({ symbol }) => symbol), ...Object.keys(delistings)]) {
    if (!traded.some(({ symbol }) => symbol === asset)) throw new BacktestError(`there is an action or a delisting of ${asset}, but no bars; the run has ${traded.map(({ symbol }) => symbol).join(", ")}`);
  }
  const holdings = traded.map((feed, k) => new Holding(k, feed, dueActions(feed.symbol, feed.interval, actions), delistingOf(feed, delistings)));
  const now: Now = { row: -1, time: Number.NaN };
  const findings = new Findings();
  const account = new Account(rules.capital, holdings.length);
  const desk = new OrderDesk(holdings, findings, now);
  const execution = new Execution(holdings, account, desk, findings, now, rules);
  const moments = momentsOf(feeds);
  const curves = new Curves(moments, holdings.length);
  const assets = Object.freeze(traded.map(({ symbol }) => symbol));
  const engine = new Engine({
    feeds, holdings, account, desk, execution, curves, findings, now, rules,
    market: new MarketView(feeds, holdings, now),
    broker: new RunBroker(account, desk, holdings, rules.margin, now),
    decide: started(strategy, assets, key),
  });
  const assumptions = assumptionsOf(rules, { assets: assets.length, feeds: feeds.length, intervals: new Set(traded.map(({ interval }) => interval)).size, actions: new Set(actions.map(({ kind }) => kind)), delistings: holdings.filter(({ delisting }) => Number.isFinite(delisting.time)), leaks: { ...leaks, hasColumns: strategy.columns !== undefined, isMade: typeof options.strategy === "function" } });
  return { feeds, moments, engine, result: () => resultOf({ account, assumptions, curves, desk, engine, execution, feeds, findings, holdings, rules }) };
}

function started(strategy: Strategy, assets: readonly string[], key: RandomKey): Decide {
  const decide = strategyCall(strategy, "start failed", () => strategy.start({ assets, key: split(key, "strategy") }));
  if (typeof decide === "function") return decide;
  const isAsync = Object(decide) instanceof Promise;
  throw new BacktestError(`the strategy "${strategy.name}": start returned ${isAsync ? "a promise" : String(decide)}; return the function (market, broker) => { … } that is called at each close`);
}

function rulesOf({ capital = 100_000, costs, fills, margin }: RunOptions, strategy: Strategy): Rules {
  if (!(capital > 0 && Number.isFinite(capital))) throw new BacktestError(`capital must be a number above 0, got ${capital}`);
  const { name, warmUp = 0 } = strategy;
  if (!(Number.isInteger(warmUp) && warmUp >= 0)) throw new BacktestError(`the strategy "${name}": warmUp must be a whole number of bars from 0, got ${warmUp}`);
  return { name, warmUp, capital, costs: costsOf(costs), fills: fillRuleOf(fills), margin: marginOf(margin) };
}

function feedsOf(all: readonly Bars[]): Feed[] {
  if (all.length === 0) throw new BacktestError("there are no bars; give those of at least one asset");
  const names = all.map(({ interval, symbol }) => `${symbol} ${interval}`);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined) throw new BacktestError(`the bars of ${twice} are there twice; give those of an asset and interval once, in one piece`);
  return all.map((bars) => new Feed(bars));
}

/** For each asset, in the order in which they were given, the feed of its shortest interval. */
function tradedFeeds(feeds: readonly Feed[]): readonly Feed[] {
  const byAsset = new Map<string, Feed>();
  for (const feed of feeds) {
    const other = byAsset.get(feed.symbol);
    if (other === undefined || INTERVAL_MILLIS[feed.interval] < INTERVAL_MILLIS[other.interval]) byAsset.set(feed.symbol, feed);
  }
  return [...byAsset.values()];
}
