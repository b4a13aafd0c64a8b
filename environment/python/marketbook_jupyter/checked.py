"""papermill's `execute_notebook` with refusals before the start, copies that are whole at any moment, and what failed run again."""

import difflib
import json
import os
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillException, PapermillExecutionError, PapermillMissingParameterException
from papermill.execute import execute_notebook
from papermill.iorw import papermill_io
from papermill.parameterize import add_builtin_parameters, parameterize_path

from .copies import Copies
from .passed import refuse_bad_parameters
from .refusal import Refusal
from .retrying import NEVER
from .supervision import Supervision


def execute_checked(input_path, output_path, parameters=None, supervision=None, keeps_older=False, **options):
    """Executes a notebook. The copy is saved whole before and after each cell, also of a run that fails or is stopped.

    With `keeps_older`, one that lies there already is replaced when the run has ended, and left by a run that is stopped.
    """
    supervision, parameters = supervision or Supervision(), parameters or {}
    input_path, output_path = (filled_path(path, parameters) for path in (input_path, output_path))
    refuse_unknown_engine(options.get("engine_name"))
    refuse_unknown_kernel(options.get("kernel_name"))
    text = read_notebook(input_path)
    refuse_bad_parameters(input_path, text, parameters, options)
    if not _is_local(output_path) and output_path != "-":
        return execute_notebook(_literal(input_path), _literal(output_path), parameters, **_supervised(options, supervision))
    if output_path != "-":
        refuse_bad_output(Path(output_path))
    given, told = (os.path.relpath(path) if _is_local(path) else path for path in (input_path, output_path))
    copies = Copies(text, output_path, keeps_older)
    papermill_io.register(given, copies)
    papermill_io.register(told, copies)
    try:
        while True:
            try:
                return execute_notebook(_literal(given), _literal(told), parameters, **_supervised(options, supervision))
            except PapermillExecutionError as error:
                if not supervision.may_retry() or error.ename in NEVER:
                    raise
                supervision.retry(error.ename, error.evalue, "start")
    except KeyboardInterrupt:
        copies.forget()
        raise
    finally:
        copies.finish()


def _supervised(options, supervision):
    """Only our own engine knows of limits and retries."""
    return {**options, "supervision": supervision} if options.get("engine_name") == "marketbook" else options


def filled_path(path, parameters):
    """`out-{lookback}.ipynb` with the parameter in its place."""
    try:
        return parameterize_path(os.fspath(path), add_builtin_parameters(parameters))
    except (PapermillMissingParameterException, ValueError, IndexError, AttributeError) as error:
        raise Refusal(f"{path} names a parameter that is not passed: {error}. Pass it with -p, or write {{{{ and }}}} for braces of the name.", 2) from error


def _literal(path):
    return path.replace("{", "{{").replace("}", "}}")


def read_notebook(input_path):
    if _is_local(input_path) and not Path(input_path).is_file():
        raise Refusal(f"{input_path} does not exist or is no file; {_meant(Path(input_path))}")
    name = "standard input" if input_path == "-" else input_path
    try:
        text = papermill_io.read(input_path)
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("nbformat") != 4:
            raise ValueError("it lacks nbformat 4")
        nbformat.validate(content)
        return text
    except (ValueError, nbformat.ValidationError) as error:
        raise Refusal(f"{name} is not a Jupyter notebook: {_first_line(error)}. Save it again in JupyterLab or restore it from git.") from error


def _meant(path):
    near = difflib.get_close_matches(path.stem, [each.stem for each in Path("notebooks").glob("*.ipynb")], 1)
    return f"did you mean notebooks/{near[0]}.ipynb?" if near else "check the path. The walk's notebooks are in notebooks/."


def refuse_unknown_kernel(name):
    known = sorted(KernelSpecManager().find_kernel_specs()) if name else []
    if name and name not in known:
        raise Refusal(f'there is no kernel "{name}"; leave -k out for the one that the notebook names. The kernels are {", ".join(known)}.', 2)


def refuse_unknown_engine(name):
    try:
        papermill_engines.get_engine(name)
    except PapermillException:
        raise Refusal(f'papermill has no engine "{name}"; leave --engine out for ours. What computes is one of native, cpu, cuda, wasm.', 2) from None


def refuse_bad_output(output):
    if output.is_dir():
        raise Refusal(f"{output} is a folder; name the file of the executed notebook, as out.ipynb.")
    if not output.parent.is_dir():
        raise Refusal(f"the folder {output.parent} does not exist; create it or name another place for {output.name}.")


def _is_local(path):
    return path != "-" and "://" not in path


def _first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__
