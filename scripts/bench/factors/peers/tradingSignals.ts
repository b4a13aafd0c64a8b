/** trading-signals: every bar updates every indicator, and each new result is kept. */
import * as library from "trading-signals";
import type { Bars } from "../../../../lib/market/bars.ts";
import { packageVersion } from "../../agreement.ts";
import type { Call, Parameter } from "../pairs/pair.ts";
import { servePeer, type Results } from "./nodePeer.ts";

type Indicator = { update(input: unknown, replace: boolean): unknown };

servePeer({
  versions: packageVersion("trading-signals"),
  prepare(bars, calls) {
    const inputs = inputsOf(bars);
    const rows = bars.close.length;
    const streams = calls.map((call) => ({ input: inputs[call.inputs[0]!]!, indicator: made(call.name, call.parameters) }));
    let next = 0;
    return {
      compute: () => calls.map((call) => column(call, inputs[call.inputs[0]!]!)),
      results,
      append: () => {
        for (const { indicator, input } of streams) indicator.update(input[next], false);
        next = (next + 1) % rows;
      },
    };
  },
});

function inputsOf({ close, high, low, open, volume }: Bars): Readonly<Record<string, readonly unknown[]>> {
  const candles = Array.from(close, (_, t) => ({ open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]! }));
  return { close: Array.from(close), candle: candles };
}

function column({ name, parameters }: Call, input: readonly unknown[]): readonly unknown[] {
  const indicator = made(name, parameters);
  const results: unknown[] = [];
  for (let t = 0; t < input.length; t++) {
    const result = indicator.update(input[t], false);
    if (result !== null) results.push(result);
  }
  return results;
}

function made(name: string, parameters: Call["parameters"]): Indicator {
  const found: unknown = Object.entries(library).find(([key]) => key === name)?.[1];
  if (typeof found !== "function") throw new Error(`it has no ${name}`);
  const indicator: unknown = Reflect.construct(found, argumentsOf(parameters));
  if (!isIndicator(indicator)) throw new Error(`${name} has no update`);
  return indicator;
}

function argumentsOf(parameters: Call["parameters"]): readonly unknown[] {
  const listed: readonly Parameter[] = Array.isArray(parameters) ? parameters : [Object.fromEntries(Object.entries(parameters))];
  return listed.map((parameter) => (isMade(parameter) ? made(parameter.make, parameter.from) : parameter));
}

function isMade(parameter: Parameter): parameter is Exclude<Parameter, number> {
  return typeof parameter === "object" && "make" in parameter;
}

function isIndicator(value: unknown): value is Indicator {
  return typeof value === "object" && value !== null && "update" in value;
}

function results(outcome: unknown): Results {
  if (!Array.isArray(outcome)) throw new Error("an outcome is no array");
  const last: unknown = outcome.at(-1);
  if (typeof last !== "object" || last === null) return { "": outcome };
  return Object.fromEntries(Object.keys(last).map((name) => [name, outcome.map((result) => result[name])]));
}
