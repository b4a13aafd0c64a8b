"""What to type instead of a value that does not fit, and how a message names that value."""

import json
import re

from .declared import is_number


def how_to_write(name, kind, value):
    """What to type instead: an option with an example that fits."""
    options = kind[1] if kind[0] == "union" else [kind]
    literals = [each[1] for each in options if each[0] == "literal"]
    if ("string",) in options and is_number(value):
        return f"Write -r {name} {value} for text"
    if literals:
        return "Write " + " or ".join(f"-{'r' if isinstance(each, str) else 'p'} {name} {_word(each)}" for each in literals[:6])
    return f"Write {_example(name, next((each for each in options if each != ('null',)), options[0]), value)}"


def _example(name, kind, value):
    meant = {"true": True, "false": False, "yes": True, "no": False}.get(str(value).lower())
    if kind == ("number",):
        return f"-p {name} 30"
    if kind == ("boolean",):
        return f"-p {name} {meant if meant is not None else 'True'}"
    if kind == ("null",):
        return f"-p {name} None"
    if kind == ("string",):
        return f"-r {name} text"
    return f"-y '{name}: {_sample(kind)}'"


def _sample(kind):
    if kind[0] == "list":
        return f"[{_sample(kind[1])}]"
    if kind[0] == "tuple":
        return f"[{', '.join(map(_sample, kind[1]))}]"
    if kind[0] == "record":
        return f"{{name: {_sample(kind[1])}}}"
    if kind[0] == "object":
        return "{" + ", ".join(f"{key}: {_sample(each)}" for key, (each, _) in kind[1].items()) + "}"
    if kind[0] == "union":
        return _sample(kind[1][0])
    return {"number": "30", "boolean": "true", "string": "text", "null": "null"}.get(kind[0]) or (_word(kind[1]) if kind[0] == "literal" else "value")


def said(value):
    """A value with its kind, as a message names it."""
    kind = (
        "null" if value is None else "a truth value" if isinstance(value, bool) else "a number" if is_number(value)
        else "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a record"
    )
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= 80 else f"{text[:77]}..."
    return "null" if value is None else f"{text} is {kind}"


def _word(value):
    return str(value) if not isinstance(value, str) else value if re.fullmatch(r"[\w.-]+", value) else f"'{value}'"
