/** The command line of Marketbook. `environment/run.mjs` calls it after set-up; `npx marketbook <command>` does the same. */
import "../environment/typescript.mjs";
import { CommanderError, Command } from "commander";
import { readFileSync } from "node:fs";
import path from "node:path";
import { COMMANDS } from "./commands.ts";
import { explain } from "./explain.ts";
import { exitWhenInterrupted, exitWhenUnread, Interrupted, reportFileLimit } from "./interruption.ts";

const given = process.argv.slice(2);
/** `help` and `help factors` are other words for `--help` and `factors --help`. */
const argv = given[0] === "help" ? [...given.slice(1), "--help"] : given;
const named = argv.find((word) => !word.startsWith("-"));
const called = COMMANDS.find(({ name }) => name === named);
/** The command, and its own one such as `data show`: they speak, and have help. */
let words: readonly string[] = called ? [called.name] : [];

const program = new Command("marketbook")
  .description("Market prediction in TypeScript notebooks, from real bars to an honest backtest.")
  .version(version(), "--version", "print the version")
  .helpOption("-h, --help", "print help, also after a command")
  .helpCommand("help [command]", "print help for a command")
  .helpCommand(false)
  .enablePositionalOptions()
  .exitOverride()
  .configureOutput({ outputError: () => {} })
  .addHelpText("after", `\nExit codes:\n  0 done   1 failed, or something wrong was found   2 the command line is wrong\n  129 stopped as its terminal was closed   130 stopped by Ctrl-C   143 stopped by SIGTERM\n\nExamples:\n${COMMANDS.map(({ name, example }) => `  ${name.padEnd(12)} npx marketbook ${example}`).join("\n")}\n`);

exitWhenInterrupted();
exitWhenUnread();
reportFileLimit();
process.exitCode = await main();

/** Exit codes: 0 done, 1 failed, 2 the command line is wrong, 129 stopped as its terminal was closed, 130 by Ctrl-C, 143 by SIGTERM. */
async function main(): Promise<number> {
  try {
    for (const { name, summary, load } of COMMANDS) {
      const command = name === named ? await load() : new Command(name).description(summary);
      program.addCommand(command.copyInheritedSettings(program));
    }
    const command = program.commands.find((one) => one.name() === named);
    const inner = argv[argv.indexOf(named ?? "") + 1];
    if (called) words = [called.name, ...(command?.commands.some((one) => one.name() === inner) ? [inner!] : [])];
    if (called) command?.addHelpText("after", `\nExample:\n  npx marketbook ${called.example}`);
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : 0;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  const speaker = ["marketbook", ...words].join(" ");
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // A command that needs another word has printed its help already.
    if (error.code === "commander.help") return 2;
    console.error(`${speaker}: ${error.message.replace(/^error: /, "").replaceAll("\n", " ").replace(/\.$/, "")}. See npx ${speaker} --help`);
    return 2;
  }
  if (error instanceof Interrupted) {
    console.error(`${speaker}: ${error.message}`);
    return error.exitCode;
  }
  console.error(`${speaker}: ${explain(error)}`);
  if (process.env.MARKETBOOK_DEBUG === "1" && error instanceof Error) console.error(error.stack);
  return 1;
}

function version(): string {
  const found: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, "..", "package.json"), "utf8"));
  return found !== null && typeof found === "object" && "version" in found ? String(found.version) : "unknown";
}
