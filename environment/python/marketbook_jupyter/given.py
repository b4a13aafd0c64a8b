"""Whether papermill will be able to read the parameters of -f, -y and -b; what is wrong is told with the option it is wrong in."""

import base64
import binascii
from pathlib import Path

import yaml
from papermill.iorw import NoDatesSafeLoader

from .advice import said
from .copies import is_local
from .refusal import Refusal


def refuse_unreadable_parameters(files=(), texts=(), encoded=()):
    for file in filter(is_local, files):
        _refuse_what_names_nothing(f"-f {file}", _text_of(file))
    for text in texts:
        _refuse_what_names_nothing("-y", text)
    for text in encoded:
        _refuse_what_names_nothing("-b", _decoded(text))


def _text_of(file):
    if not Path(file).is_file():
        raise Refusal(f"{file} of -f does not exist or is no file; check the path.")
    try:
        return Path(file).read_text(encoding="utf8")
    except UnicodeDecodeError as error:
        raise Refusal(f"{file} of -f is no text in UTF-8: {error.reason} at byte {error.start}.") from error


def _decoded(text):
    """Line ends of the program that encoded it are no harm."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise Refusal(f"what was given to -b is no base64: {error}. -y takes the same text as it is.", 2) from error


def _refuse_what_names_nothing(option, text):
    try:
        value = yaml.load(text, Loader=NoDatesSafeLoader)
    except yaml.YAMLError as error:
        raise _refusal(option, _problem(error)) from error
    if value is not None and not isinstance(value, dict):
        raise _refusal(option, said(value))
    for name in value or ():
        if not isinstance(name, str):
            raise _refusal(option, f"the name {said(name)}; put it in quotes")


def _refusal(option, why):
    return Refusal(f"{option} takes names with their values in YAML, as lookback: 60; what was given cannot be read as that: {why}.", 2)


def _problem(error):
    mark = getattr(error, "problem_mark", None)
    return f"{error.problem} in line {mark.line + 1}, column {mark.column + 1}" if mark else str(error).splitlines()[0]
