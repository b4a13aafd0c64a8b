export { parameterSets } from "./parameterSets.ts";
export type { Grid, ParameterSet, RuleOptions, SweepRule } from "./rule.ts";
export { bollingerReversion, channelBreakout, laguerreCrossover, smaCrossover, SWEEP_RULES } from "./rules/index.ts";
export { sweep, type Sweep, type SweepOptions } from "./sweep.ts";
export type { Tallies } from "./tallies.ts";
