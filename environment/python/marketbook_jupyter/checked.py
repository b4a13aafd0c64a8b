"""papermill's `execute_notebook` with refusals before the start, copies that are whole at any moment, and what failed run again."""

import functools
import os
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillException, PapermillExecutionError, PapermillMissingParameterException
from papermill.execute import execute_notebook
from papermill.iorw import papermill_io
from papermill.parameterize import add_builtin_parameters, parameterize_path

from .copies import Copies, is_local
from .passed import refuse_bad_parameters
from .refusal import Refusal
from .retrying import NEVER
from .source import kernel_of, read_notebook, refuse_unnamed_kernel, refuse_unnamed_language
from .supervision import Supervision


def execute_checked(input_path, output_path, parameters=None, supervision=None, keeps_older=False, **options):
    """Executes a notebook. The copy is saved whole before and after each cell, also of a run that fails or is stopped.

    With `keeps_older`, one that lies there already is replaced when the run has ended, and left by a run that is stopped.
    """
    supervision, parameters = supervision or Supervision(), parameters or {}
    input_path, output_path = (filled_path(path, parameters) for path in (input_path, output_path))
    _refuse_unknown_engine(options.get("engine_name"))
    _refuse_bad_folder(options.get("cwd"))
    text = read_notebook(input_path)
    if parameters or not options.get("prepare_only"):
        refuse_unnamed_kernel(input_path, text, options.get("kernel_name"))
    if options.get("kernel_name"):
        refuse_unknown_kernel(options["kernel_name"], "leave -k out for the one that the notebook names")
    elif options.get("engine_name") == "marketbook" and not options.get("prepare_only"):
        refuse_unknown_kernel(kernel_of(text), "-k takes another than the notebook names")
    if parameters:
        refuse_unnamed_language(input_path, text, options.get("language"))
    refuse_bad_parameters(input_path, text, parameters, options)
    if not is_local(output_path) and output_path != "-":
        return execute_notebook(_literal(input_path), _literal(output_path), parameters, **_supervised(options, supervision))
    if output_path != "-":
        _refuse_bad_output(Path(output_path))
    given, told = (os.path.relpath(path) if is_local(path) else path for path in (input_path, output_path))
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
        return parameterize_path(os.fspath(path), {**_builtin_parameters(), **parameters})
    except (PapermillMissingParameterException, ValueError, IndexError, AttributeError) as error:
        raise Refusal(f"{path} names a parameter that is not passed: {error}. Pass it with -p, or write {{{{ and }}}} for braces of the name.", 2) from error


@functools.cache
def _builtin_parameters():
    """`{pm[run_uuid]}` and the times: drawn once, so that all who ask how a file is called hear the same."""
    return add_builtin_parameters({})


def _literal(path):
    """A name that papermill, which fills in parameters too, leaves as it is."""
    return path.replace("{", "{{").replace("}", "}}")


def refuse_unknown_kernel(name, instead):
    known = sorted(KernelSpecManager().find_kernel_specs())
    if name not in known:
        raise Refusal(f'there is no kernel "{name}"; {instead}. The kernels are {", ".join(known)}.', 2)


def _refuse_unknown_engine(name):
    try:
        papermill_engines.get_engine(name)
    except PapermillException:
        raise Refusal(f'papermill has no engine "{name}"; leave --engine out for ours. What computes is one of native, cpu, cuda, wasm.', 2) from None


def _refuse_bad_folder(folder):
    if folder and not os.path.isdir(folder):
        raise Refusal(f"the folder {folder} of --cwd does not exist; create it or name another.", 2)


def _refuse_bad_output(output):
    if output.is_dir():
        raise Refusal(f"{output} is a folder; name the file of the executed notebook, as out.ipynb.")
    if not output.parent.is_dir():
        raise Refusal(f"the folder {output.parent} does not exist; create it or name another place for {output.name}.")
