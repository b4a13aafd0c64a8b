import type { Factor } from "./factor.ts";
import { ALPHA101 } from "./alpha101/index.ts";
import { CALENDAR } from "./calendar/index.ts";
import { CANDLES } from "./candles/index.ts";
import { CROSS_ASSET } from "./crossAsset/index.ts";
import { MOMENTUM } from "./momentum/index.ts";
import { ORDER_FLOW } from "./orderFlow/index.ts";
import { PRICE } from "./price/index.ts";
import { RETURNS } from "./returns/index.ts";
import { SESSIONS } from "./sessions/index.ts";
import { STATISTICAL } from "./statistical/index.ts";
import { TREND } from "./trend/index.ts";
import { VOLATILITY } from "./volatility/index.ts";
import { VOLUME } from "./volume/index.ts";

/** Factors made to be compared across a panel. Those without a section can be computed of one symbol's bars as well. */
export const PANEL_FACTORS: readonly Factor[] = ALPHA101;

/** Every factor of one symbol's bars. A family lists its own in its index. */
export const FACTORS: readonly Factor[] = [
  ...RETURNS, ...PRICE, ...MOMENTUM, ...TREND, ...VOLATILITY, ...VOLUME, ...STATISTICAL, ...CANDLES, ...CALENDAR, ...SESSIONS, ...CROSS_ASSET, ...ORDER_FLOW,
];
