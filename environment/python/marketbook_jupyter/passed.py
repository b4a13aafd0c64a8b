"""Whether the parameters that are passed are those of the notebook: their names and types, before a kernel starts."""

import difflib

import nbformat
from papermill.utils import nb_kernel_name, nb_language

from .advice import how_to_write, said
from .declared import fits
from .parameters import declared_type, typed_parameters, unchangeable
from .refusal import Refusal

INJECTED = {"PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH"}
"""What papermill itself passes; a notebook need not declare it."""


def refuse_bad_parameters(path, text, parameters, options=None):
    """A language whose parameters papermill cannot read is left to its kernel."""
    passed = {name: value for name, value in parameters.items() if name not in INJECTED}
    if not passed:
        return
    name = "the notebook of standard input" if path == "-" else path
    notebook = nbformat.reads(text, as_version=4)
    if not _is_typescript(notebook, options or {}):
        return
    source = next((cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])), "")
    known = {each.name: each for each in typed_parameters(source)}
    if not known:
        raise Refusal(f'{name} takes no parameters: it has no cell tagged "parameters" with lines like `let lookback: number = 30;`.', 2)
    for each in passed:
        if each not in known:
            refuse_unknown_name(name, each, known, source)
    for each, value in passed.items():
        refuse_wrong_type(name, known[each], value, source)


def _is_typescript(notebook, options):
    try:
        language = options.get("language") or nb_language(notebook, None)
    except ValueError:
        language = None
    try:
        kernel = options.get("kernel_name") or nb_kernel_name(notebook, None)
    except ValueError:
        kernel = None
    return language == "typescript" or kernel == "tslab"


def refuse_unknown_name(path, name, known, source):
    if name in unchangeable(source):
        raise Refusal(f'"{name}" of {path} is declared by const and cannot be set; declare it by let.', 2)
    near = difflib.get_close_matches(name, known, 1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    listed = ", ".join(f"{each} ({known[each].default})" for each in known)
    raise Refusal(f'{path} has no parameter "{name}".{meant} Its parameters, with their defaults: {listed}.', 2)


def refuse_wrong_type(path, parameter, value, source):
    kind = declared_type(parameter, source)
    if fits(kind, value):
        return
    written = parameter.inferred_type_name
    written = f"is declared as {written}" if written != "None" else f"is a {kind[0]}, as its default {parameter.default} is"
    raise Refusal(f'"{parameter.name}" of {path} {written}, and {said(value)}. {how_to_write(parameter.name, kind, value)}.', 2)
