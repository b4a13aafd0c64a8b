"""Jobs of jupyter-scheduler (JupyterLab's own scheduler), each a `marketbook run`: the same checks, kernel, limits and record.

jupyter-scheduler's own manager writes parameters as lines of Python, `symbol = SP500`, which is no TypeScript: its jobs with parameters
fail in their first cell. Every value comes from its form as text; what the notebook declares says whether it is a number.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import nbformat
import papermill  # noqa: F401  it imports this package by its entry point, and has to be first
import yaml
from jupyter_scheduler.executors import DefaultExecutionManager

from .declared import fits
from .parameters import declared_type, parameters_source, typed_parameters
from .pool_kernel import ROOT

NODE = ROOT / "node_modules/.bin" / ("node.exe" if os.name == "nt" else "node")
COMMAND = ROOT / "environment/command/marketbook.mjs"
OPTION = re.compile(r"Write -[pr] \S+ ")


class NotebookExecution(DefaultExecutionManager):
    """`Scheduler.execution_manager_class` in the settings of JupyterLab names this class."""

    def execute(self):
        """Runs the copy that the scheduler staged. What it leaves beside itself and the wanted formats are handed over after a failure too."""
        source = Path(self.staging_paths["input"])
        # In its final place from the start: there is a copy of a job that was stopped too.
        executed = Path(self.staging_paths.get("ipynb", source.with_suffix(".executed.ipynb")))
        told = run(source, executed, typed(source, self.model.parameters or {}))
        if executed.exists():
            notebook = nbformat.read(executed, as_version=4)
            executed.unlink()
            self.add_side_effects_files(str(source.parent))
            self.create_output_files(self.model, notebook)
        if told is not None:
            # The form takes plain values of a notebook, and knows neither options nor the place of the copy.
            raise NotebookFailed(OPTION.sub("Write ", told.replace(str(source), source.name)))


class NotebookFailed(Exception):
    """What went wrong, as the list of jobs shows it."""


def run(source, output, parameters):
    """Runs a notebook by `marketbook run`; None, or what went wrong in a sentence."""
    words = ["run", source, output, "-y", json.dumps(parameters), "--cwd", source.parent, "--json", "--no-progress-bar"]
    # The scheduler stops a job by killing this process alone; the run ends when it sees that. Its record names who asked.
    environment = {**os.environ, "MARKETBOOK_PARENT": str(os.getpid()), "MARKETBOOK_SCHEDULE": "JupyterLab"}
    ended = subprocess.run(
        [NODE, COMMAND, *words], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return None if ended.returncode == 0 else failure(ended)


def failure(ended):
    try:
        told = json.loads(ended.stdout)["failure"]
        where = f"cell {told['cell']} failed with {told['errorName']}: " if told["cell"] else ""
        return f"{where}{told['errorMessage']}"
    except (ValueError, KeyError, TypeError):  # it ended before it could tell
        last = ended.stderr.strip().splitlines()[-1:]
        return last[0] if last else f"the run ended with exit code {ended.returncode}"


def typed(source, texts):
    """The texts of the form as values of the types that the notebook declares; what fits none stays text, and the run refuses it in words."""
    cell = parameters_source(nbformat.read(source, as_version=4))
    declared = {each.name: declared_type(each, cell) for each in typed_parameters(cell)}
    return {name: value_of(text, declared.get(name)) for name, text in texts.items()}


def value_of(text, kind):
    if not isinstance(text, str) or kind is None or fits(kind, text) and kind != ("anything",):
        return text
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        return text
    return value if fits(kind, value) and isinstance(value, (str, int, float, bool, list, dict, type(None))) else text
