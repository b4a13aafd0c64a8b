/**
 * A random key: the only source of randomness in the library. A key is a value; the same key gives the same numbers.
 * Independent streams come from `split`, named by their purpose, so that adding one stream changes no other.
 */
export type RandomKey = { readonly state: number };

/** Key of a seed. in: any finite number; its fraction is dropped. */
export function randomKey(seed: number): RandomKey {
  if (!Number.isFinite(seed)) throw new RangeError(`randomKey: the seed must be a finite number, got ${seed}`);
  return { state: mix(Math.trunc(seed) >>> 0) };
}

/** A key independent of its parent and of every split with another name. Name hash: FNV-1a, 32 bits. */
export function split(key: RandomKey, name: string): RandomKey {
  let hash = 0x811c9dc5;
  for (let k = 0; k < name.length; k++) hash = Math.imul(hash ^ name.charCodeAt(k), 0x01000193);
  return { state: mix(key.state ^ mix(hash >>> 0)) };
}

/** Seed for a library that wants an integer of its own, 0 .. 2³¹−1. */
export function toSeed(key: RandomKey): number {
  return mix(key.state ^ 0x9e3779b9) >>> 1;
}

/** Final mixer of MurmurHash3, a bijection on 32-bit integers. */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
