/** technicalindicators, by `calculate` on arrays of numbers. */
import * as library from "technicalindicators";
import type { Bars } from "../../../../lib/market/bars.ts";
import { packageVersion } from "../../agreement.ts";
import type { Call } from "../pairs/pair.ts";
import { servePeer, type Results } from "./nodePeer.ts";

type Calculate = (input: Readonly<Record<string, unknown>>) => readonly (number | Readonly<Record<string, number>>)[];

servePeer({
  versions: packageVersion("technicalindicators"),
  prepare(bars, calls) {
    const arrays = arraysOf(bars);
    const works = calls.map((call) => ({ calculate: calculateOf(call), input: inputOf(call, arrays) }));
    return { compute: () => works.map(({ calculate, input }) => calculate(input)), results };
  },
});

function arraysOf({ close, high, low, open, volume }: Bars): Readonly<Record<string, readonly number[]>> {
  const values = Array.from(close);
  return { values, close: values, open: Array.from(open), high: Array.from(high), low: Array.from(low), volume: Array.from(volume) };
}

function inputOf({ inputs, parameters }: Call, arrays: Readonly<Record<string, readonly number[]>>): Readonly<Record<string, unknown>> {
  return { ...Object.fromEntries(inputs.map((name) => [name, arrays[name]])), ...parameters };
}

function calculateOf({ name }: Call): Calculate {
  const found: unknown = Object.entries(library).find(([key]) => key === name)?.[1];
  if (!hasCalculate(found)) throw new Error(`it has no ${name}`);
  return (input) => found.calculate(input);
}

function hasCalculate(value: unknown): value is { readonly calculate: Calculate } {
  return typeof value === "function" && "calculate" in value;
}

/** An outcome is a list of numbers, or of objects with a number a name, from which a name may be missing at first. */
function results(outcome: unknown): Results {
  if (!Array.isArray(outcome)) throw new Error("an outcome is no array");
  const last: unknown = outcome.at(-1);
  if (typeof last !== "object" || last === null) return { "": outcome };
  return Object.fromEntries(Object.keys(last).map((name) => [name, outcome.map((result) => result[name] ?? Number.NaN)]));
}
