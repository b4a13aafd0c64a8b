import type { Strategy } from "../../lib/backtest/index.ts";
import { userExports } from "../userFunctions.ts";

const WANTED = 'write export default { name: "mine", start: () => (market, broker) => { … } }';

/** The strategy that a user's file exports: the default export, or the only export that is one. A function is called with the parameters and returns it. */
export async function strategyInFile(file: string, parameters: Readonly<Record<string, unknown>>): Promise<Strategy> {
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
  throw new Error(`${file}: ${name} returned no strategy; ${WANTED}`);
}

function isStrategy(value: unknown): value is Strategy {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "start" in value && typeof value.start === "function";
}
