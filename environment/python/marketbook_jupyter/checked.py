"""papermill's `execute_notebook` with refusals before the start and nothing half-written after a stop."""

import difflib
import json
import os
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from papermill.inspection import inspect_notebook


class Refusal(Exception):
    """What was asked cannot be done; the text is for the user."""


def execute_checked(input_path, output_path, parameters=None, **options):
    """Executes through a temporary file beside the output. A failed run's notebook is kept with its error, as papermill does."""
    refuse_bad_input(input_path, parameters or {})
    if not _is_local(output_path):
        return execute_notebook(input_path, output_path, parameters, **options)
    output = Path(output_path)
    refuse_bad_output(output)
    temporary = output.with_name(f".{output.stem}.{os.getpid()}.ipynb")
    try:
        execute_notebook(input_path, str(temporary), parameters, **options)
        _finish(temporary, input_path, output)
    except PapermillExecutionError:
        _finish(temporary, input_path, output)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def refuse_bad_input(input_path, parameters):
    if not _is_local(input_path):
        return
    path = Path(input_path)
    if not path.is_file():
        raise Refusal(f"{path} does not exist or is no file; {_meant(path)}")
    try:
        content = json.loads(path.read_text(encoding="utf8"))
        if not isinstance(content, dict) or content.get("nbformat") != 4:
            raise ValueError("it lacks nbformat 4")
        nbformat.validate(content)
    except (ValueError, nbformat.ValidationError) as error:
        raise Refusal(f"{path} is not a Jupyter notebook: {_first_line(error)}. Save it again in JupyterLab or restore it from git.") from error
    if parameters:
        refuse_unknown_names(path, parameters)


def _meant(path):
    near = difflib.get_close_matches(path.stem, [each.stem for each in Path("notebooks").glob("*.ipynb")], 1)
    return f"did you mean notebooks/{near[0]}.ipynb?" if near else "check the path. The walk's notebooks are in notebooks/."


def refuse_unknown_names(path, parameters):
    known = inspect_notebook(path)
    if not known:
        raise Refusal(f'{path} takes no parameters: it has no cell tagged "parameters" with lines like `let lookback: number = 30;`.')
    for name in parameters:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, 1)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        listed = ", ".join(f"{each} ({known[each]['default']})" for each in known)
        raise Refusal(f'{path} has no parameter "{name}".{meant} Its parameters, with their defaults: {listed}.')


def refuse_unknown_kernel(name):
    known = sorted(KernelSpecManager().find_kernel_specs())
    if name and name not in known:
        raise Refusal(f'there is no kernel "{name}"; leave -k out for the one that the notebook names. The kernels are {", ".join(known)}.')


def refuse_bad_output(output):
    if output.is_dir():
        raise Refusal(f"{output} is a folder; name the file of the executed notebook, as out.ipynb.")
    if not output.parent.is_dir():
        raise Refusal(f"the folder {output.parent} does not exist; create it or name another place for {output.name}.")


def _finish(temporary, input_path, output):
    """Puts the notebook in its place, with paths as seen from here: an executed copy tells nothing of the machine."""
    notebook = nbformat.read(temporary, as_version=4)
    notebook.metadata.papermill.input_path = os.path.relpath(input_path) if _is_local(input_path) else input_path
    notebook.metadata.papermill.output_path = os.path.relpath(output)
    nbformat.write(notebook, temporary)
    os.replace(temporary, output)


def _is_local(path):
    return isinstance(path, str) and path != "-" and "://" not in path


def _first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__
