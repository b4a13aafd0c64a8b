import type { Factor } from "../factor.ts";
import { logReturnFactor } from "./logReturn.ts";

export const RETURNS: readonly Factor[] = [logReturnFactor];
