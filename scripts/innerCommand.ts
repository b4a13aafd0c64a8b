import { Command } from "commander";

/** Adds a command of a command, such as `schedule next`. What is wrong with its words is thrown, and said by `marketbook.ts`. */
export function innerCommand(outer: Command, name: string, summary: string, example = name): Command {
  const command = new Command(name).summary(summary).description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
    .exitOverride().configureOutput({ outputError: () => {} }).helpOption("-h, --help", "print help")
    .addHelpText("after", `\nExample:\n  npx marketbook ${outer.name()} ${example}`);
  outer.helpCommand(false).addCommand(command);
  return command;
}
