import type { Factor } from "../factor.ts";
import { typicalPriceFactor } from "./typicalPrice.ts";

export const PRICE: readonly Factor[] = [typicalPriceFactor];
