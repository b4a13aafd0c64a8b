/** Two clusters become one. Leaves are 0..n−1, the cluster made by merge k is n + k, as in SciPy. */
export type Merge = { readonly left: number; readonly right: number; readonly height: number; readonly size: number };

/**
 * Agglomerative clustering: always the two nearest clusters next. Distance of clusters: mean of all pairs ("average"), the largest ("complete") or the smallest ("single"),
 * updated by the formula of Lance and Williams 1967. in: distances [n][n], symmetric  out: n − 1 merges, heights not falling
 */
export function linkage(distances: readonly ArrayLike<number>[], method: "average" | "complete" | "single" = "average"): readonly Merge[] {
  const count = distances.length;
  const between = distances.map((row) => Float64Array.from(row));
  const active = Array.from({ length: count }, (_, k) => k);
  const [ids, sizes] = [Int32Array.from(active), new Float64Array(count).fill(1)];
  const merges: Merge[] = [];
  while (active.length > 1) {
    const [a, b] = nearestPair(active, between);
    const [sizeA, sizeB] = [sizes[a]!, sizes[b]!];
    merges.push({ left: Math.min(ids[a]!, ids[b]!), right: Math.max(ids[a]!, ids[b]!), height: between[a]![b]!, size: sizeA + sizeB });
    active.splice(active.indexOf(b), 1);
    for (const other of active) {
      if (other === a) continue;
      const [toA, toB] = [between[a]![other]!, between[b]![other]!];
      const distance = method === "average" ? (sizeA * toA + sizeB * toB) / (sizeA + sizeB) : method === "complete" ? Math.max(toA, toB) : Math.min(toA, toB);
      between[a]![other] = distance;
      between[other]![a] = distance;
    }
    ids[a] = count + merges.length - 1;
    sizes[a] = sizeA + sizeB;
  }
  return merges;
}

function nearestPair(active: readonly number[], between: readonly Float64Array[]): readonly [number, number] {
  let [a, b, least] = [active[0]!, active[1]!, Infinity];
  for (let i = 0; i < active.length; i++) {
    const row = between[active[i]!]!;
    for (let j = i + 1; j < active.length; j++) {
      if (row[active[j]!]! < least) [a, b, least] = [active[i]!, active[j]!, row[active[j]!]!];
    }
  }
  return [a, b];
}

/** Leaves of the tree from left to right: what is alike stands together. in: merges of n leaves  out: [n] */
export function leafOrder(merges: readonly Merge[]): Int32Array {
  const count = merges.length + 1;
  const members = (id: number): readonly number[] => (id < count ? [id] : [...members(merges[id - count]!.left), ...members(merges[id - count]!.right)]);
  return Int32Array.from(members(2 * count - 2));
}

/** Cluster of each leaf when no merge above `height` is made; numbered in leaf order of first appearance. out: [n] */
export function cutTree(merges: readonly Merge[], height: number): Int32Array {
  const count = merges.length + 1;
  const parent = Int32Array.from({ length: 2 * count - 1 }, (_, k) => k);
  for (const [k, merge] of merges.entries()) if (merge.height <= height) parent[merge.left] = parent[merge.right] = count + k;
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: count }, (_, leaf) => {
    let root = leaf;
    while (parent[root] !== root) root = parent[root]!;
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root)!;
  });
}
