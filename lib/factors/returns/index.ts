import { logReturnFactor } from "./logReturn.ts";

export const RETURNS = [logReturnFactor];
