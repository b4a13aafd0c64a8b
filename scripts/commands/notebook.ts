import { Command } from "commander";
import { addPapermillEngineOption } from "../engineOption.ts";
import { runPython } from "../python.ts";

/** papermill's own command line, whole; the checks before it and the messages after it are in `marketbook_jupyter.command`. */
export function notebookCommand(): Command {
  return addPapermillEngineOption(new Command("notebook"))
    .description("Executes a notebook with parameters, by papermill's command line.")
    .argument("[words...]", "in.ipynb out.ipynb and papermill's options, such as -p lookback 60")
    .addHelpText("after", "\nA notebook's parameters: npx marketbook notebook --help-notebook in.ipynb\nEvery option of papermill: .venv/bin/papermill --help")
    .allowUnknownOption()
    .action(async (words: readonly string[], { engine }: { engine?: string }) => {
      const papermills = engine === undefined ? [] : ["--engine", engine];
      process.exitCode = await runPython(["-m", "marketbook_jupyter.command", ...words, ...papermills], process.cwd());
    });
}
