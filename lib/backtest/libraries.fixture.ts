import type { Bars } from "../market/bars.ts";
import type { Broker, ClosedBars, OrderRequest, Strategy } from "./index.ts";

const [UNITS, STOP, TARGET, TRAIL, DIP] = [10, 0.03, 0.04, 0.05, 0.01];

/** What a rule looks at after a close. */
type Seen = { readonly bars: ClosedBars; readonly broker: Broker; readonly held: number };

/** The strategies of scripts/reference/backtest_libraries.py, by their names there. */
export const STRATEGIES: Readonly<Record<string, Strategy>> = {
  "sma long": strategy("sma long", ({ bars, broker, held }) => {
    if (isKnown(bars)) change(broker, (bars.column("fast") > bars.column("slow") ? UNITS : 0) - held);
  }),
  "sma long-short": strategy("sma long-short", ({ bars, broker, held }) => {
    if (isKnown(bars)) change(broker, (bars.column("fast") > bars.column("slow") ? UNITS : -UNITS) - held);
  }),
  bollinger: strategy("bollinger", ({ bars, broker, held }) => {
    if (!isKnown(bars)) return;
    if (held === 0 && bars.close() < bars.column("lower")) change(broker, UNITS);
    if (held !== 0 && bars.close() > bars.column("fast")) change(broker, -held);
  }),
  "breakout bracket": strategy("breakout bracket", ({ bars, broker, held }) => {
    const side = breakout(bars);
    if (held === 0 && side !== 0) broker.bracket(market(side * UNITS), { stopLoss: bars.close() * (1 - side * STOP), takeProfit: bars.close() * (1 + side * TARGET) });
  }),
  "breakout bracket after": breakoutWithExitsAfter("breakout bracket after", (_, signal) => signal),
  "breakout bracket after, from the fill": breakoutWithExitsAfter("breakout bracket after, from the fill", (bars) => bars.open()),
  "trailing after": strategy("trailing after", ({ bars, broker, held }) => {
    if (held === 0) buyOnCrossing(bars, broker);
    else if (broker.openOrders().length === 0) broker.submit({ asset: "SP500", units: -held, type: "trailing-stop", distance: { share: TRAIL } });
  }),
  "trailing close": {
    ...strategy("trailing close", () => undefined),
    start: () => {
      let level = 0;
      return (market, broker) => {
        const held = broker.units();
        const bars = market.of();
        broker.cancelAll();
        level = held === 0 ? 0 : Math.max(level, bars.close() * (1 - TRAIL));
        if (held === 0) buyOnCrossing(bars, broker);
        else broker.submit({ asset: "SP500", units: -held, type: "stop", stop: level });
      };
    },
  },
  "limit entry": strategy("limit entry", ({ bars, broker, held }) => {
    if (held > 0 && bars.close() > bars.column("fast")) change(broker, -held);
    if (held === 0 && bars.column("fast") > 0) broker.submit({ asset: "SP500", units: UNITS, type: "limit", limit: bars.close() * (1 - DIP), timeInForce: "day" });
  }),
  "stop entry": strategy("stop entry", ({ bars, broker, held }) => {
    if (held > 0 && bars.close() < bars.column("fast")) change(broker, -held);
    if (held === 0 && bars.column("highest") > 0) broker.submit({ asset: "SP500", units: UNITS, type: "stop", stop: bars.column("highest"), timeInForce: "day" });
  }),
};

function strategy(name: string, decide: (seen: Seen) => void): Strategy {
  return { name, warmUp: 1, columns, start: () => (market, broker) => decide({ bars: market.of(), broker, held: broker.units() }) };
}

/** Stop loss and take profit placed at the close of the entry's bar, measured from a price of then. */
function breakoutWithExitsAfter(name: string, reference: (bars: ClosedBars, signal: number) => number): Strategy {
  return {
    ...strategy(name, () => undefined),
    start: () => {
      let signal = 0;
      return (seen, broker) => {
        const bars = seen.of();
        const held = broker.units();
        if (held === 0) {
          signal = bars.close();
          change(broker, breakout(bars) * UNITS);
        } else if (broker.openOrders().length === 0) {
          const [side, from] = [Math.sign(held), reference(bars, signal)];
          const exit = { asset: "SP500", units: -held, reduceOnly: true };
          broker.oco({ ...exit, type: "stop", stop: from * (1 - side * STOP) }, { ...exit, type: "limit", limit: from * (1 + side * TARGET) });
        }
      };
    },
  };
}

function columns({ close, high, low }: Bars): Readonly<Record<string, Float64Array>> {
  const fast = over(close, 20, mean);
  const slow = over(close, 50, mean);
  const deviation = over(close, 20, deviationOf);
  return {
    fast,
    slow,
    lower: fast.map((value, t) => value - 2 * deviation[t]!),
    crossed: fast.map((value, t) => (t > 0 && !Number.isNaN(slow[t - 1]!) && value > slow[t]! && !(fast[t - 1]! > slow[t - 1]!) ? 1 : 0)),
    highest: over(high, 20, (window) => Math.max(...window)),
    lowest: over(low, 20, (window) => Math.min(...window)),
  };
}

function over(values: Float64Array, period: number, of: (window: Float64Array) => number): Float64Array {
  return values.map((_, t) => (t < period - 1 ? Number.NaN : of(values.subarray(t - period + 1, t + 1))));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: Float64Array): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}

function isKnown(bars: ClosedBars): boolean {
  return !Number.isNaN(bars.column("slow"));
}

/** 1 above the highest of the 20 bars before, −1 below the lowest, 0 between. */
function breakout(bars: ClosedBars): -1 | 0 | 1 {
  if (bars.count < 2) return 0;
  return bars.close() > bars.column("highest", 1) ? 1 : bars.close() < bars.column("lowest", 1) ? -1 : 0;
}

function buyOnCrossing(bars: ClosedBars, broker: Broker): void {
  if (bars.column("crossed") === 1) change(broker, UNITS);
}

function market(units: number): OrderRequest {
  return { asset: "SP500", units, type: "market" };
}

function change(broker: Broker, units: number): void {
  if (units !== 0) broker.submit(market(units));
}
