import { StrategyError } from "./error.ts";

/** Refuses a parameter unless it is what the strategy needs. */
export function checkParameter(strategy: string, name: string, value: number, needed: string, isRight: (value: number) => boolean): void {
  if (!isRight(value)) throw new StrategyError(`${strategy}: ${name} is ${value}; give ${needed}`);
}
