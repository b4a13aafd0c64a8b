import { PortfolioError } from "./error.ts";

/** Share of the equity in each asset by name; below zero is sold short, what is missing to 1 is cash. */
export type Weights = Readonly<Record<string, number>>;

/** Weights by name from a list in the names' order. */
export function weightsOf(names: readonly string[], values: ArrayLike<number>): Weights {
  return Object.fromEntries(names.map((name, k) => [name, values[k]!]));
}

/** Numbers by name as a list in the names' order. A missing name, a stranger and what is no number are refused; `what` names them in the text. */
export function inOrder(where: string, what: string, byName: Weights, names: readonly string[]): Float64Array {
  const stranger = Object.keys(byName).find((name) => !names.includes(name));
  if (stranger !== undefined) throw new PortfolioError(`${where}: ${what} of "${stranger}", which is no asset here; the assets are ${names.join(", ")}`);
  return Float64Array.from(names, (name) => {
    const value = byName[name];
    if (value === undefined) throw new PortfolioError(`${where}: ${Object.keys(byName).length} ${what} for ${names.length} assets, none of "${name}"; give one for each`);
    if (!Number.isFinite(value)) throw new PortfolioError(`${where}: the ${what} of "${name}" is ${value}; give a finite number`);
    return value;
  });
}

/** A number inside its range, or an error that says both. */
export function checkNumber(where: string, name: string, value: number, range: string, isInside: (value: number) => boolean): void {
  if (!Number.isFinite(value) || !isInside(value)) throw new PortfolioError(`${where}: ${name} must be ${range}, got ${value}`);
}
