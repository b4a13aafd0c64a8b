import { InvalidArgumentError, type Command } from "commander";
import { ENGINE_CHOICES, meantEngine } from "../lib/tensorflow/environment.ts";

const TEXT = `what computes: ${ENGINE_CHOICES.join(", ")} (as MARKETBOOK_ENGINE; without it the fastest that is there)`;

/** Adds `--engine <name>` to a command that computes. The choice reaches the command's child processes as MARKETBOOK_ENGINE. */
export function addEngineOption(command: Command): Command {
  return command.option("--engine <name>", TEXT, chooseEngine);
}

/** The same for papermill's command line, which has an `--engine` of its own: a name that is none of ours is returned and left to it. */
export function addPapermillEngineOption(command: Command): Command {
  const isOurs = (name: string) => meantEngine(name) !== undefined;
  return command.option("--engine <name>", `${TEXT}, or an engine of papermill`, (name) => (isOurs(name) ? (chooseEngine(name), undefined) : name));
}

function chooseEngine(word: string): string {
  const choice = ENGINE_CHOICES.find((name) => name === word);
  if (choice !== undefined) return (process.env.MARKETBOOK_ENGINE = choice);
  const meant = meantEngine(word);
  throw new InvalidArgumentError(`${meant === undefined ? "T" : `Did you mean ${meant}? T`}he engines are ${ENGINE_CHOICES.join(", ")}`);
}
