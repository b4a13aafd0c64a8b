import type { Factor } from "./factor.ts";
import { CALENDAR } from "./calendar/index.ts";
import { MOMENTUM } from "./momentum/index.ts";
import { RETURNS } from "./returns/index.ts";
import { STATISTICAL } from "./statistical/index.ts";
import { TREND } from "./trend/index.ts";
import { VOLATILITY } from "./volatility/index.ts";
import { VOLUME } from "./volume/index.ts";

/** Every factor. A family lists its own in its index. */
export const FACTORS: readonly Factor[] = [...RETURNS, ...MOMENTUM, ...TREND, ...VOLATILITY, ...VOLUME, ...STATISTICAL, ...CALENDAR];
