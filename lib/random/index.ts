export { randomKey, split, toSeed, type RandomKey } from "./key.ts";
export { shuffledIndices } from "./shuffle.ts";
export { stationaryWalk } from "./stationaryWalk.ts";
export { randomStream, type RandomStream } from "./stream.ts";
