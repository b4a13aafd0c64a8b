import type { Factor } from "../factor.ts";

export const ALPHA101: readonly Factor[] = [];
