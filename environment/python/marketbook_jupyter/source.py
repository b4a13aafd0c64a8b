"""The notebook that is to run: read, and refused where it is none or does not say what it is for."""

import difflib
import json
from pathlib import Path

import nbformat
from papermill.iorw import papermill_io

from .copies import is_local
from .refusal import Refusal


def read_notebook(input_path):
    """Its text; `-` is standard input."""
    if is_local(input_path) and not Path(input_path).is_file():
        raise Refusal(f"{input_path} does not exist or is no file; {_meant(Path(input_path))}")
    try:
        text = papermill_io.read(input_path)
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("nbformat") != 4:
            raise ValueError("it lacks nbformat 4")
        nbformat.validate(content)
        return text
    except (ValueError, nbformat.ValidationError) as error:
        raise Refusal(f"{called(input_path)} is not a Jupyter notebook: {_first_line(error)}. Save it again in JupyterLab or restore it from git.") from error


def called(path):
    return "standard input" if path == "-" else path


def _meant(path):
    near = difflib.get_close_matches(path.stem, [each.stem for each in Path("notebooks").glob("*.ipynb")], 1)
    return f"did you mean notebooks/{near[0]}.ipynb?" if near else "check the path. The walk's notebooks are in notebooks/."


def kernel_of(text):
    """The name of the kernel that a notebook is for, or nothing."""
    return _named(text, "kernelspec", "name")


def language_of(text):
    """The name of the language that a notebook is in, or nothing."""
    return _named(text, "language_info", "name") or _named(text, "kernelspec", "language")


def refuse_unnamed_kernel(path, text, name=None):
    if not (name or kernel_of(text)):
        raise Refusal(f"{called(path)} does not say which kernel it is for; -k tslab -l typescript runs it as TypeScript.", 2)


def refuse_unnamed_language(path, text, name=None):
    if not (name or language_of(text)):
        raise Refusal(f"{called(path)} does not say which language it is in, so that no parameter can be written in it; -l typescript says so.", 2)


def _named(text, part, name):
    return json.loads(text)["metadata"].get(part, {}).get(name)


def _first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__
