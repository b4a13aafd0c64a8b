"""The words of `marketbook run`: papermill's options, explained, and our own."""

import click
from papermill import cli

from .limits import bytes_of, seconds_of

INTRODUCTION = """\
Executes a notebook with parameters, by papermill's command line, and saves the executed copy.

INPUT and OUTPUT are files, or `-` for standard input and standard output; a pipe on either side is taken without a word, as in
`cat in.ipynb | npx marketbook run -p lookback 60 > out.ipynb`. A name may hold parameters: out-{lookback}.ipynb.
The copy is saved whole before and after each cell, also when a cell fails or the run is stopped.
"""

CLOSING = """\
What wins where a parameter is given twice: -r, then -p, -y, -f, -b; within one of them the last.

What is repeated, with --retries: a cell that failed runs again in the same kernel if nothing of it can be seen outside: it printed and
showed nothing, changes no variable of an earlier cell, calls nothing whose name says that it writes, saves, sends or deletes, and uses
neither files nor processes itself; or if it has the tag retry. Otherwise, and with the tag no-retry or a dead kernel, the notebook
starts again in a new kernel. The wait before it is 1 s, then 2 s, 4 s, at most a minute. Type errors, process.exit and what a limit
ended are not repeated: they would come out the same.

Exit codes: 0 done, 1 failed, 2 the command line is wrong (nothing was run), 130 stopped by Ctrl-C, 138 the kernel ended by itself,
143 stopped by another program.

Example: npx marketbook run notebooks/06-windows.ipynb out.ipynb -p lookback 60
"""

# Name in papermill: section, words.
WORDS = {
    "help_notebook": ("Parameters", "Print the notebook's parameters with their types, defaults and comments, and end."),
    "parameters": ("Parameters", "A parameter; 60 and 0.5 become numbers, True and False truth values, None null, all else text. Repeatable."),
    "parameters_raw": ("Parameters", "A parameter as text, whatever it looks like. Repeatable."),
    "parameters_file": ("Parameters", "A file of parameters, YAML or JSON. Repeatable."),
    "parameters_yaml": ("Parameters", "Parameters as YAML, for lists and records: -y 'tickers: [SPY, QQQ]'. Repeatable."),
    "parameters_base64": ("Parameters", "The same as YAML in base64. Repeatable."),
    "inject_input_path": ("Parameters", "Pass the input's path as the parameter PAPERMILL_INPUT_PATH."),
    "inject_output_path": ("Parameters", "Pass the output's path as the parameter PAPERMILL_OUTPUT_PATH."),
    "inject_paths": ("Parameters", "Both of these."),
    "engine": ("Execution", "What computes (native, cpu, cuda, wasm), or an engine of papermill; limits and retries are known to ours alone."),
    "request_save_on_cell_execute": ("Output", "Save the copy before and after each cell, or only at the end. [default: each cell]"),
    "autosave_cell_every": ("Output", "Save the copy within long cells too, after so many seconds; 0 does not. [default: 30]"),
    "prepare_only": ("Execution", "Write the notebook with its parameters and run nothing."),
    "kernel": ("Execution", "Which kernel to run, instead of the notebook's own."),
    "language": ("Execution", "Which language the notebook is in, instead of what it says."),
    "cwd": ("Execution", "Folder that the notebook sees as its own (NOTEBOOK_DIR); cells import from the project's root in any case."),
    "progress_bar": ("Output", "Show the progress bar. [default: yes, except with --log-output or a piped notebook]"),
    "log_output": ("Output", "Write what cells print to the log as well."),
    "stdout_file": ("Output", "File for all that cells print on standard output."),
    "stderr_file": ("Output", "File for all that cells print on standard error."),
    "log_level": ("Output", "How much of the run is told on standard error. [default: INFO]"),
    "start_timeout": ("Limits", "Seconds a kernel may take to start. [default: 60]"),
    "execution_timeout": ("Limits", "Seconds a cell may take. [default: no limit]"),
    "report_mode": ("Output", "Hide the code in the copy: a report for readers of results."),
    "version": ("Other", "Print papermill's version and end."),
}


class Amount(click.ParamType):
    def __init__(self, name, read):
        self.name, self.read = name, read

    def convert(self, value, param, ctx):
        try:
            return self.read(value)
        except ValueError as error:
            self.fail(f'"{value}" is no {self.name}: {error}.', param, ctx)


def own_options():
    """Option and section."""
    return [
        (click.Option(["--retries"], type=click.IntRange(0), default=0, metavar="COUNT", help="How often what failed is repeated; the rule is below. [default: 0]"), "Limits"),
        (click.Option(["--time-limit"], type=Amount("time", seconds_of), metavar="TIME", help="How long the whole run may take, retries and kernel included: 90s, 30min, 2h."), "Limits"),
        (click.Option(["--memory-limit"], type=Amount("amount of memory", bytes_of), metavar="AMOUNT", help="How much memory the kernel and what it starts may hold together: 512MB, 4GB."), "Limits"),
        (click.Option(["--no-record"], is_flag=True, help="Leave no run record; npx marketbook runs ls lists the others."), "Output"),
        (click.Option(["--json", "summary"], is_flag=True, help="Print one JSON object about the run on standard output, whatever came of it."), "Output"),
        (click.Option(["--pool/--no-pool"], default=None, help="Use the kernels that stand ready (npx marketbook kernels start), or none of them. [default: if there are any]"), "Execution"),
        (click.Option(["--queue"], is_flag=True, help="Have it worked by whoever takes it from the queue in Redis (MARKETBOOK_REDIS_URL); npx marketbook worker takes jobs. The executed copy comes back."), "Execution"),
        (click.Option(["--device"], type=click.Choice(["cpu", "gpu"]), help="With --queue: workers with a GPU take it, or any. [default: cpu]"), "Execution"),
        (click.Option(["--detach"], is_flag=True, help="With --queue: end once it is handed in; the same command again brings the copy."), "Execution"),
    ]


class RunCommand(click.Command):
    """Options by section, as few words as they need."""

    def format_usage(self, context, formatter):
        formatter.write_usage(context.command_path, "[OPTIONS] INPUT [OUTPUT]")

    def format_help_text(self, context, formatter):
        formatter.write(f"\n{INTRODUCTION}")

    def format_options(self, context, formatter):
        for section in ("Parameters", "Execution", "Limits", "Output", "Other"):
            rows = [each.get_help_record(context) for each in self.params if self.sections.get(each.name) == section]
            with formatter.section(section):
                formatter.write_dl([row for row in rows if row], col_max=34)

    def format_epilog(self, context, formatter):
        formatter.write(f"\n{CLOSING}")


def run_command(callback, name):
    """papermill's own command with our words, and our options beside its own."""
    command = RunCommand(name, callback=callback, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 132})
    own = own_options()
    command.sections = {name: section for name, (section, _) in WORDS.items()} | {option.name: section for option, section in own} | {"help": "Other"}
    command.params = [_explained(each) for each in cli.papermill.params] + [option for option, _ in own]
    return command


def _explained(parameter):
    if parameter.name in WORDS:
        parameter.help = WORDS[parameter.name][1]
    if parameter.name == "start_timeout":
        parameter.type = click.IntRange(1)
    if parameter.name == "notebook_path":
        parameter.required = False
    if parameter.nargs == 2:
        parameter.metavar = "NAME VALUE"
    return parameter
