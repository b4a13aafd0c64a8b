import type { Sides } from "./wantedPosition.ts";

/** Position that follows a fast line over a slow one. in: fast less slow; the position before  out: 1 above, with both sides −1 below, as before where they meet; 0 for NaN */
export function crossover(apart: number, before: number, sides: Sides): number {
  if (apart > 0) return 1;
  if (apart < 0) return sides === "long-short" ? -1 : 0;
  return Number.isNaN(apart) ? 0 : before;
}
