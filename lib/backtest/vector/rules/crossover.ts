/** Long where a fast line stands above a slow one; below it short, or flat. Flat before both are known; where they meet, as before. in: two lines [N]  out: `wanted` [N] */
export function crossover(fast: Float64Array, slow: Float64Array, isShort: boolean, wanted: Float64Array): void {
  const below = isShort ? -1 : 0;
  let position = 0;
  for (let t = 0; t < wanted.length; t++) {
    position = fast[t]! > slow[t]! ? 1 : fast[t]! < slow[t]! ? below : fast[t] === slow[t] ? position : 0;
    wanted[t] = position;
  }
}
