import type { Command } from "commander";
import { CatalogueError } from "../../lib/catalogue/index.ts";
import { FactorError } from "../../lib/factors/index.ts";
import { StrategyError } from "../../lib/strategies/error.ts";

/** A model, a strategy, a setting or a factor that there is not makes the command line wrong. */
export function orUsage<T>(command: Command, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CatalogueError || error instanceof FactorError || error instanceof StrategyError) command.error(`error: ${error.message}`);
    throw error;
  }
}
