import { Command } from "commander";
import { runPython } from "../python.ts";

/** papermill's own command line, whole; the checks before it and the messages after it are in `marketbook_jupyter.command`. */
export function notebookCommand(): Command {
  return new Command("notebook")
    .description("Executes a notebook with parameters, by papermill's command line.")
    .argument("[words...]", "in.ipynb out.ipynb and papermill's options, such as -p lookback 60")
    .addHelpText("after", "\nA notebook's parameters: npx marketbook notebook --help-notebook in.ipynb\nEvery option of papermill: .venv/bin/papermill --help")
    .allowUnknownOption()
    .action(async (words: readonly string[]) => {
      process.exitCode = await runPython(["-m", "marketbook_jupyter.command", ...words], process.cwd());
    });
}
