import { isStrategy, type Strategy, type StrategyOfBars } from "../../lib/backtest/index.ts";
import { userExports } from "../userFunctions.ts";

const WANTED = 'write export default { name: "mine", start: () => (market, broker) => { … } }';

/** The strategy that a user's file exports: the default export, or the only export that is one. A function is called with the parameters and returns it, or a function that makes it from bars. */
export async function strategyInFile(file: string, parameters: Readonly<Record<string, unknown>>): Promise<Strategy | StrategyOfBars> {
  const exported = await userExports(file);
  const main = exported.filter(([name]) => name === "default");
  const found = (main.length > 0 ? main : exported).filter(([, value]) => isStrategy(value) || typeof value === "function");
  const names = exported.map(([name]) => name).join(", ") || "nothing";
  if (found.length !== 1) throw new Error(`${file} exports ${found.length === 0 ? `no strategy (it exports ${names})` : `several: ${found.map(([name]) => name).join(", ")}`}; ${WANTED}`);
  const [name, value] = found[0]!;
  if (isStrategy(value)) {
    const set = Object.keys(parameters);
    if (set.length > 0) throw new Error(`${file} exports a strategy without parameters, so that --set ${set[0]} has no meaning; export a function of the parameters that returns it`);
    return value;
  }
  const made: unknown = typeof value === "function" ? value(parameters) : value;
  if (isStrategy(made)) return made;
  if (typeof made === "function") return (bars) => madeOfBars(made(bars), file);
  throw new Error(`${file}: ${name} returned ${isPromise(made) ? "a promise, but a strategy is made at once" : "no strategy"}; ${WANTED}`);
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function madeOfBars(made: unknown, file: string): Strategy {
  if (isStrategy(made)) return made;
  throw new Error(`${file}: the function of bars returned no strategy; write export default () => (bars) => ({ name: "mine", start: () => (market, broker) => { … } })`);
}
