import { macdFactor } from "./macd.ts";
import { rocFactor } from "./roc.ts";
import { rsiFactor } from "./rsi.ts";

export const MOMENTUM = [rsiFactor, macdFactor, rocFactor];
