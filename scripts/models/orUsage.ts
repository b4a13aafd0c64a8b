import type { Command } from "commander";
import { CatalogueError } from "../../lib/catalogue/index.ts";
import { FactorError } from "../../lib/factors/index.ts";
import { StrategyError } from "../../lib/strategies/error.ts";
import { orMisuse } from "../orMisuse.ts";

/** A model, a strategy, a setting or a factor that there is not makes the command line wrong. */
export function orUsage<T>(command: Command, work: () => T): T {
  return orMisuse(command, [CatalogueError, FactorError, StrategyError], work);
}
