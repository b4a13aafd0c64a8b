"""Whether the parameters that are passed are those of the notebook: their names and types, before a kernel starts."""

import difflib

import nbformat

from .advice import how_to_write, said
from .declared import fits
from .parameters import OWN, declared_type, parameters_source, typed_parameters, unchangeable
from .refusal import Refusal
from .source import called, kernel_of, language_of


def refuse_bad_parameters(path, text, parameters, options=None):
    """A language whose parameters papermill cannot read is left to its kernel."""
    passed = {name: value for name, value in parameters.items() if name not in OWN}
    if not passed:
        return
    name = called(path)
    if not _is_typescript(text, options or {}):
        return
    source = parameters_source(nbformat.reads(text, as_version=4))
    known = {each.name: each for each in typed_parameters(source)}
    if not known:
        raise Refusal(f'{name} takes no parameters: it has no cell tagged "parameters" with lines like `let lookback: number = 30;`.', 2)
    for each in passed:
        if each not in known:
            _refuse_unknown_name(name, each, known, source)
    for each, value in passed.items():
        _refuse_wrong_type(name, known[each], value, source)


def _is_typescript(text, options):
    language, kernel = options.get("language") or language_of(text), options.get("kernel_name") or kernel_of(text)
    return language == "typescript" or kernel == "tslab"


def _refuse_unknown_name(path, name, known, source):
    if name in unchangeable(source):
        raise Refusal(f'"{name}" of {path} is declared by const and cannot be set; declare it by let.', 2)
    near = difflib.get_close_matches(name, known, 1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    listed = ", ".join(f"{each} ({known[each].default})" for each in known)
    raise Refusal(f'{path} has no parameter "{name}".{meant} Its parameters, with their defaults: {listed}.', 2)


def _refuse_wrong_type(path, parameter, value, source):
    kind = declared_type(parameter, source)
    if fits(kind, value):
        return
    written = parameter.inferred_type_name
    written = f"is declared as {written}" if written != "None" else f"is a {kind[0]}, as its default {parameter.default} is"
    raise Refusal(f'"{parameter.name}" of {path} {written}, and {said(value)}. {how_to_write(parameter.name, kind, value)}.', 2)
