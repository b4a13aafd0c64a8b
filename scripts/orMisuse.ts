import type { Command } from "commander";

/** Does work that looks at the words of a command line: errors of these kinds make it wrong. */
export function orMisuse<T>(command: Command, kinds: readonly (abstract new (...given: never[]) => Error)[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && kinds.some((kind) => error instanceof kind)) command.error(`error: ${error.message}`, { exitCode: 2 });
    throw error;
  }
}
