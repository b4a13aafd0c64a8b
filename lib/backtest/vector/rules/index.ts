import type { RuleOptions, SweepRule } from "../rule.ts";
import { bollingerReversion } from "./bollingerReversion.ts";
import { channelBreakout } from "./channelBreakout.ts";
import { laguerreCrossover } from "./laguerreCrossover.ts";
import { smaCrossover } from "./smaCrossover.ts";

export { bollingerReversion, channelBreakout, laguerreCrossover, smaCrossover };

/** The rules by name. */
export const SWEEP_RULES: Readonly<Record<string, (options?: RuleOptions) => SweepRule>> = { smaCrossover, laguerreCrossover, bollingerReversion, channelBreakout };
