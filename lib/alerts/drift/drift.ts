import { quantile } from "./quantile.ts";
import { median, robustZ } from "./robustZ.ts";
import type { Watch } from "./watch.ts";

export type Drift =
  | { readonly is: "N/A"; readonly reason: string }
  | { readonly is: "usual" | "drift"; /** What is compared with the rule, in words. */ readonly why: string; readonly median: number; readonly runs: number };

/** Whether a metric's value is unlike its history. `history`: values of earlier finished runs, oldest first, without this one. Too few: N/A. */
export function drift(history: readonly number[], value: number, { between, least, limit, rule, runs, side }: Watch): Drift {
  if (!Number.isFinite(value)) return { is: "N/A", reason: "the run has no number there" };
  const last = history.filter(Number.isFinite).slice(-runs);
  if (last.length < least) return { is: "N/A", reason: `${last.length} earlier run${last.length === 1 ? "" : "s"} of at least ${least}` };
  const facts = { median: median(last), runs: last.length };
  if (rule === "robust-z") {
    const z = robustZ(last, value);
    const isOut = Math.abs(z) >= limit && (side === "both" || (side === "above") === z > 0);
    const distance = Number.isFinite(z) ? `${z.toFixed(1)} robust standard deviations from the median ${figure(facts.median)}` : `unlike all earlier runs, which had ${figure(facts.median)}`;
    return { is: isOut ? "drift" : "usual", why: `${distance} of the last ${last.length} runs, limit ${limit}`, ...facts };
  }
  const [low, high] = [quantile(last, between[0]), quantile(last, between[1])];
  const isOut = (side !== "above" && value < low) || (side !== "below" && value > high);
  return { is: isOut ? "drift" : "usual", why: `${figure(low)} to ${figure(high)} hold the shares ${between[0]} to ${between[1]} of the last ${last.length} runs`, ...facts };
}

/** A number in a message: six significant digits. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}
