"""`marketbook run`: papermill's command line with refusals before the start, limits, retries, and one clear paragraph after a failure."""

import sys

from .pool_kernel import import_quickly, start_early

if __name__ == "__main__":
    start_early(sys.argv[1:])
import_quickly()

import json
import logging
import os
import time
import warnings
from datetime import datetime, timezone

import click
from papermill import cli
from papermill.exceptions import PapermillException, PapermillExecutionError

from .checked import execute_checked
from .copies import is_local
from .execution import begin_execution, end_execution
from .given import refuse_unreadable_parameters
from .options import run_command
from .refusal import Refusal
from .source import read_notebook, refuse_unnamed_kernel, refuse_unnamed_language
from .stopping import stop_on_signals
from .supervision import Supervision

NAME = "marketbook run"


class Asked:
    """What the options said that papermill's own command has no place for, and what came of it."""

    def __init__(self):
        self.summary = False
        self.supervision = Supervision(parent=_starter())
        self.told = {}


def main():
    stop_on_signals()
    # `-` has no extension, and a file of parameters may have another.
    warnings.filterwarnings("ignore", "the (specified )?file .*(not specified with any extension|does not end in one of)")
    # papermill would say the input twice, and a dead kernel before we say it.
    logging.getLogger("papermill").addFilter(lambda record: not record.getMessage().startswith(("Input Notebook", "Output Notebook", "Kernel died while")))
    # papermill looks once, when it is imported; a process that was forked from another has streams of its own.
    cli.INPUT_PIPED, cli.OUTPUT_PIPED = _is_pipe(0), not (os.isatty(1) or os.environ.get("MARKETBOOK_TERMINAL"))
    asked, begun = Asked(), time.time()
    cli.execute_notebook = lambda **options: execute(asked, **options)
    asked.summary = "--json" in sys.argv  # told of a command line too that cannot be read
    try:
        code, failure = outcome(run_command(lambda **options: perform(asked, **options), NAME), asked)
    except Exception as error:
        end_execution(summary(asked, begun, 1, (type(error).__name__, str(error))), asked.supervision)
        raise
    end_execution(summary(asked, begun, code, failure), asked.supervision)
    if asked.summary and not {"-h", "--help", "--version", "--help-notebook"} & {*sys.argv}:
        print(json.dumps(summary(asked, begun, code, failure), indent=2, ensure_ascii=False))
    sys.exit(code)


def outcome(command, asked):
    """The exit code, and the failure as name and message."""
    try:
        return command.main(sys.argv[1:], prog_name=NAME, standalone_mode=False) or 0, None
    except SystemExit as error:
        return error.code or 0, None
    except PapermillExecutionError as error:
        where = f"cell {asked.supervision.cell or error.exec_count}"
        told = error.evalue.strip().rstrip(".")
        say(f"{where} failed with {error.ename}: {told}. The executed notebook keeps the whole error.")
        return {"DeadKernel": 138, "Stopped": 143}.get(error.ename, 1), (error.ename, error.evalue)
    except (KeyboardInterrupt, click.Abort):
        return 130, ("Interrupted", "stopped by you")
    except click.ClickException as error:
        return refused(f"{error.format_message().rstrip('.')}. See npx {NAME} --help", 2)
    except Refusal as error:
        return refused(str(error), error.code)
    except PapermillException as error:
        return refused(str(error), 1)
    except OSError as error:
        return refused(f"{error.filename or 'the notebook'} could not be read or written: {error.strerror or error}.", 1)


def perform(asked, notebook_path=None, output_path="", retries=0, time_limit=None, memory_limit=None, summary=False, pool=None, no_record=False, queue=False, device=None, detach=False, **options):
    """papermill's own command, after ours has taken its options. `pool` and `queue` were decided before this process began."""
    if device or detach:
        raise click.UsageError(f"--{'device' if device else 'detach'} belongs to --queue")
    limited = retries or time_limit or memory_limit
    engine = options["engine"] = options["engine"] or "marketbook"
    if limited and engine != "marketbook":
        raise click.UsageError(f"--retries, --time-limit and --memory-limit need our own engine; leave --engine {engine} out")
    if notebook_path is None and not cli.INPUT_PIPED:
        raise click.UsageError("INPUT is missing; name the notebook to run, or pipe one in")
    if not (output_path or options["help_notebook"] or cli.INPUT_PIPED or cli.OUTPUT_PIPED):
        raise click.UsageError("OUTPUT is missing; name a file for the executed notebook, as out.ipynb")
    if options["help_notebook"] and notebook_path is None:
        raise click.UsageError("--help-notebook needs the notebook's file")
    if options["help_notebook"] and is_local(notebook_path):
        text = read_notebook(notebook_path)
        refuse_unnamed_kernel(notebook_path, text)
        refuse_unnamed_language(notebook_path, text)
    reads_pipe = cli.INPUT_PIPED and notebook_path and not output_path
    if summary and not options["help_notebook"] and (output_path == "-" or not output_path and not reads_pipe):
        raise click.UsageError("--json prints on standard output, where the notebook would go; name a file for OUTPUT")
    refuse_unreadable_parameters(options["parameters_file"], options["parameters_yaml"], options["parameters_base64"])
    asked.supervision = Supervision(
        time_limit=time_limit, memory_limit=memory_limit, retries=retries, parent=asked.supervision.parent, on_retry=say_retry
    )
    return cli.papermill.callback(notebook_path=notebook_path or "", output_path=output_path, **options)


def execute(asked, **options):
    """What papermill's command calls once it has read its options."""
    asked.told = {"input": options["input_path"], "output": options["output_path"], "parameters": options["parameters"]}
    for name in ("stdout_file", "stderr_file"):
        pin(options.get(name))
    begin_execution(asked.told, asked.supervision)
    execute_checked(**options, supervision=asked.supervision)


def pin(file):
    """A file that is opened when the first cell prints lies where the run was asked for, whatever --cwd says by then."""
    if file is None or file.name in ("-", "<stdout>"):
        return
    file.name = os.path.abspath(file.name)
    if os.path.isdir(file.name):
        raise Refusal(f"{file.name} is a folder; name a file for what cells print.", 2)
    if not os.path.isdir(os.path.dirname(file.name)):
        raise Refusal(f"the folder {os.path.dirname(file.name)} does not exist; create it or name another place for {os.path.basename(file.name)}.", 2)


def say_retry(failed, count):
    again = "the cell runs again in the same kernel" if failed["from"] == "cell" else "the notebook starts again in a new kernel"
    say(f"cell {failed['cell']} failed with {failed['errorName']}: {failed['errorMessage'].strip().rstrip('.')}; {again} (retry {count}).")


def summary(asked, begun, code, failure):
    seen = asked.supervision
    name, message = failure or (None, None)
    return {
        **asked.told, "ok": code == 0, "exitCode": code,
        "failure": failure and {"cell": seen.cell or None, "errorName": name, "errorMessage": message},
        "startedAt": datetime.fromtimestamp(begun, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "seconds": round(time.time() - begun, 3), "cells": seen.cells, "cellsStarted": seen.cell,
        "retries": seen.retried, "peakMemoryBytes": seen.peak_memory,
    }


def refused(text, code):
    say(text)
    return code, ("Refused", text)


def say(text):
    print(f"{NAME}: {' '.join(text.split())}", file=sys.stderr)


def _starter():
    """The process that started this one and whose end ends the run; `scripts/python.ts` says which."""
    pid = os.environ.get("MARKETBOOK_PARENT", "")
    return int(pid) if pid.isdigit() else None


def _is_pipe(descriptor):
    try:
        return cli.S_ISFIFO(os.fstat(descriptor).st_mode)
    except OSError:
        return False


if __name__ == "__main__":
    main()
