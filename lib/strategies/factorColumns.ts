import { computeFactors, describeFactor, FactorError } from "../factors/index.ts";
import type { Bars } from "../market/bars.ts";
import { StrategyError } from "./error.ts";

/** The columns of a strategy that reads factors; NaN where there are fewer bars than a factor needs. An id that no factor has is refused here, before any bar. */
export function factorColumns(strategy: string, ids: readonly string[]): (bars: Bars) => Readonly<Record<string, Float64Array>> {
  const warmUps = ids.map((id) => warmUpOf(strategy, id));
  return (bars) => {
    const count = bars.closeTime.length;
    const ready = ids.filter((_, k) => warmUps[k]! < count);
    const values = ready.length === 0 ? {} : computeFactors(bars, ready).values;
    return Object.fromEntries(ids.map((id) => [id, values[id] ?? new Float64Array(count).fill(Number.NaN)]));
  };
}

function warmUpOf(strategy: string, id: string): number {
  try {
    return describeFactor(id).warmUp;
  } catch (error) {
    if (error instanceof FactorError) throw new StrategyError(`${strategy}: ${error.message}`, { cause: error });
    throw error;
  }
}
