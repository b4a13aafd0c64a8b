import { nextTurn } from "../nextTurn.ts";

/** A smooth function: its value at x, and its gradient written into `gradient`. [D] */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Pairs of steps and gradient changes that stand for the curvature. */
const MEMORY = 10;
const ITERATIONS = 1000;
/** Share of the promised descent that a step has to keep. Armijo 1966. */
const DESCENT = 1e-4;

type Pair = { readonly step: Float64Array; readonly change: Float64Array; readonly curvature: number };

/**
 * The minimum of a smooth convex function by L-BFGS with step halving. Nocedal & Wright 2006, Algorithms 7.4 and 3.1.
 * Ends where no part of the gradient is above `tolerance`, or where no step lowers the function any more.
 * in: start [D]  out: [D]
 */
export async function minimise(objective: Objective, start: Float64Array, { signal, tolerance = 1e-9 }: { readonly signal?: AbortSignal | undefined; readonly tolerance?: number } = {}): Promise<Float64Array> {
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const pairs: Pair[] = [];
  for (let k = 0; k < ITERATIONS && gradient.some((g) => Math.abs(g) > tolerance); k++) {
    await nextTurn(signal);
    const direction = descent(gradient, pairs);
    const slope = dot(direction, gradient);
    const next = new Float64Array(x.length);
    const nextGradient = new Float64Array(x.length);
    let nextValue = Infinity;
    let size = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    for (; size > 1e-20; size /= 2) {
      for (let d = 0; d < x.length; d++) next[d] = x[d]! + size * direction[d]!;
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + DESCENT * size * slope) break;
    }
    if (!(nextValue < value)) break;
    remember(pairs, next.map((each, d) => each - x[d]!), nextGradient.map((each, d) => each - gradient[d]!));
    [x, value, gradient] = [next, nextValue, nextGradient];
  }
  return x;
}

/** −H g with the inverse curvature H that the pairs stand for. out: [D] */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((g) => -g);
  const shares = pairs.toReversed().map(({ change, curvature, step }) => {
    const share = dot(step, q) / curvature;
    for (let d = 0; d < q.length; d++) q[d]! -= share * change[d]!;
    return share;
  });
  const last = pairs.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let d = 0; d < q.length; d++) q[d]! *= scale;
  }
  for (const [k, { change, curvature, step }] of pairs.entries()) {
    const share = shares[pairs.length - 1 - k]! - dot(change, q) / curvature;
    for (let d = 0; d < q.length; d++) q[d]! += share * step[d]!;
  }
  return q;
}

/** Keeps the newest pairs, of positive curvature alone: rounding may spoil the last ones. */
function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change);
  if (!(curvature > 0)) return;
  pairs.push({ step, change, curvature });
  if (pairs.length > MEMORY) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}
