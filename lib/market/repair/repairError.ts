import type { Bars } from "../bars.ts";

export type RepairError = { readonly damaged: number; readonly restored: number; readonly lost: number; readonly meanErrorBps: number; readonly worstErrorBps: number };

/**
 * How near repaired closes come to the truth, where the truth is known: over the times at which the broken close differs from the true one.
 * restored: closes that are there again; lost: damaged bars that are gone or still missing. Errors |ln(repaired/true)|·10⁴ of the restored ones.
 */
export function repairError(truth: Bars, broken: Bars, repaired: Bars): RepairError {
  const closes = (bars: Bars): Map<number, number> => new Map(Array.from(bars.closeTime, (time, row) => [time, bars.close[row]!]));
  const [right, mended] = [closes(truth), closes(repaired)];
  const damaged = [...closes(broken)].filter(([time, close]) => right.has(time) && !Object.is(close, right.get(time))).map(([time]) => time);
  const errors = damaged.map((time) => 1e4 * Math.abs(Math.log((mended.get(time) ?? Number.NaN) / right.get(time)!))).filter(Number.isFinite);
  const mean = errors.reduce((sum, error) => sum + error / errors.length, 0);
  return { damaged: damaged.length, restored: errors.length, lost: damaged.length - errors.length, meanErrorBps: errors.length > 0 ? mean : Number.NaN, worstErrorBps: errors.length > 0 ? Math.max(...errors) : Number.NaN };
}
