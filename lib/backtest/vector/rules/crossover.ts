/** Long where a fast line stands above a slow one; below it short, or flat. Flat before both are known. in: two lines [N]  out: `wanted` [N] */
export function crossover(fast: Float64Array, slow: Float64Array, isShort: boolean, wanted: Float64Array): void {
  const below = isShort ? -1 : 0;
  for (let t = 0; t < wanted.length; t++) wanted[t] = fast[t]! > slow[t]! ? 1 : fast[t]! < slow[t]! ? below : 0;
}
