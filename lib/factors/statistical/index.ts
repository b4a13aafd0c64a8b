import { zscoreFactor } from "./zscore.ts";

export const STATISTICAL = [zscoreFactor];
