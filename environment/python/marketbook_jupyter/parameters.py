"""The parameters which a cell declares: `let lookback: number = 30; // rows a window looks back`."""

import re

from papermill.models import Parameter

from .declared import inferred_type
from .type_reader import parse_type

OWN = ("PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH")
"""What papermill itself passes: a notebook need not declare it, and may."""

DECLARATION = re.compile(r"^[ \t]*(?:let|var)\s+(?P<name>[A-Za-z_$][\w$]*)\s*", re.MULTILINE)
NEXT_NAME = re.compile(r"\s*(?P<name>[A-Za-z_$][\w$]*)\s*")
CONSTANT = re.compile(r"^[ \t]*const\s+([A-Za-z_$][\w$]*)", re.MULTILINE)
ALIAS = re.compile(r"^[ \t]*(?:export\s+)?type\s+([A-Za-z_$][\w$]*)\s*=\s*([^;]*);", re.MULTILINE)
TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)"""
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<arrow>=>)|(?P<other>.)",
    re.DOTALL,
)
DEPTH = {"(": 1, "[": 1, "{": 1, "<": 1, ")": -1, "]": -1, "}": -1, ">": -1}
GOES_ON = re.compile(r"\s*[.+\-*/%&|?:=<>,([{}\])^!]")
UNFINISHED = re.compile(r"[.+\-*/%&|?:=<>,([{^!]\s*\Z")


def parameters_source(notebook):
    """The source of the cell tagged `parameters`, or nothing."""
    return next((cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])), "")


def typed_parameters(source):
    """Name, type, default and comment of every `let` at the start of a line; the type is "None" where none is written."""
    return [each for match in DECLARATION.finditer(source) for each in _parameters(source, match)]


def declared_type(parameter, source):
    """The written type, or the one that TypeScript infers from the default; a `type` of the same cell is looked up."""
    if parameter.inferred_type_name == "None":
        return inferred_type(parameter.default)
    return parse_type(parameter.inferred_type_name, dict(ALIAS.findall(source)))


def unchangeable(source):
    """Names that are declared by const."""
    return CONSTANT.findall(source)


def _parameters(source, match):
    name, at, found = match["name"], match.end(), []
    while name:
        annotation, value, end, goes_on = _type_and_value(source, at)
        found.append((name, annotation or "None", value))
        following = NEXT_NAME.match(source, end) if goes_on else None
        name, at = (following["name"], following.end()) if following else (None, at)
    trailing = re.match(r"[ \t]*//[ \t]*(.*)", source[end:])
    above = re.search(r"^[ \t]*//[ \t]*([^\n]*)\n\Z", source[: match.start()], re.MULTILINE)
    comment = trailing or above
    return [Parameter(*each, comment[1].strip() if comment else "") for each in found]


def _type_and_value(source, start):
    """Text between `:` and `=`, text between `=` and the end, where the declaration ends, and whether a comma names another there."""
    parts, depth = [""], 0
    for token in TOKEN.finditer(source, start):
        piece = token[0]
        if depth == 0 and _line_is_over(source, token, parts):
            return *_cleaned(parts), token.start(), False
        if token["comment"]:
            continue
        if token["other"]:
            if depth == 0 and piece in ";,":
                return *_cleaned(parts), token.end(), piece == ","
            if depth == 0 and piece == "=" and len(parts) == 1:
                parts.append("")
                continue
            depth += DEPTH.get(piece, 0)
        parts[-1] += piece
    return *_cleaned(parts), len(source), False


def _line_is_over(source, token, parts):
    """A line's end ends a declaration without `;` where neither its text nor the next line asks for more."""
    is_over = token["comment"] and token[0].startswith("//") or token[0] == "\n"
    if not is_over or not parts[-1].strip() or UNFINISHED.search(parts[-1]):
        return False
    after = source[source.find("\n", token.start()) :] if "\n" in source[token.start() :] else ""
    return not GOES_ON.match(after)


def _cleaned(parts):
    annotation, value = (parts + ["undefined"])[:2]
    return annotation.strip().removeprefix(":").strip(), " ".join(value.split())
