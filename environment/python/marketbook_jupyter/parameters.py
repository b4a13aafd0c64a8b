"""The parameters which a cell declares: `let lookback: number = 30; // rows a window looks back`."""

import re

from papermill.models import Parameter

DECLARATION = re.compile(r"^[ \t]*let\s+(?P<name>[A-Za-z_$][\w$]*)\s*", re.MULTILINE)
TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)"""
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<arrow>=>)|(?P<other>.)",
    re.DOTALL,
)
DEPTH = {"(": 1, "[": 1, "{": 1, "<": 1, ")": -1, "]": -1, "}": -1, ">": -1}


def typed_parameters(source):
    """Name, type, default and comment of every `let` at the start of a line; the type is "None" where none is written."""
    return [_parameter(source, match) for match in DECLARATION.finditer(source)]


def _parameter(source, match):
    annotation, value, end = _type_and_value(source, match.end())
    trailing = re.match(r"[ \t]*//[ \t]*(.*)", source[end:])
    above = re.search(r"^[ \t]*//[ \t]*([^\n]*)\n\Z", source[: match.start()], re.MULTILINE)
    comment = trailing or above
    return Parameter(match["name"], annotation or "None", value, comment[1].strip() if comment else "")


def _type_and_value(source, start):
    """Text between `:` and `=`, text between `=` and `;`, and where the declaration ends."""
    parts, depth = [""], 0
    for token in TOKEN.finditer(source, start):
        piece = token[0]
        if token["comment"]:
            continue
        if token["other"]:
            if depth == 0 and piece == ";":
                return *_cleaned(parts), token.end()
            if depth == 0 and piece == "=" and len(parts) == 1:
                parts.append("")
                continue
            depth += DEPTH.get(piece, 0)
        parts[-1] += piece
    return *_cleaned(parts), len(source)


def _cleaned(parts):
    annotation, value = (parts + ["undefined"])[:2]
    return annotation.strip().removeprefix(":").strip(), " ".join(value.split())
