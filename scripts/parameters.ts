import { InvalidArgumentError, type Command } from "commander";

/** Adds papermill's `-p name value`, as often as wanted, to a command. Read it back with `parameterPairs`. */
export function addParameterOption(command: Command): Command {
  return command.option("-p, --parameters <name value...>", "a parameter of the notebooks, such as -p lookback 60 (repeatable)");
}

/** The pairs of all `-p name value`, in order; the last one counts where a name is given twice. */
export function parameterPairs(words: readonly string[] = []): ReadonlyMap<string, string> {
  if (words.length % 2 !== 0) throw new InvalidArgumentError(`-p takes a name and a value, such as -p lookback 60; got ${words.join(" ")}`);
  const pairs = new Map<string, string>();
  for (let k = 0; k < words.length; k += 2) pairs.set(words[k] ?? "", words[k + 1] ?? "");
  return pairs;
}
