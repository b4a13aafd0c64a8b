"""Whether a value fits the TypeScript type that a parameter declares.

A type that is not read here (type_reader.py) lets every value pass: the kernel's compiler judges it.
"""

import re

from .type_reader import ANYTHING

LARGEST_EXACT = 2**53 - 1


def inferred_type(default):
    """The type that TypeScript gives `let name = default;` for plain values and lists of them."""
    if re.fullmatch(r"-?[\d_]+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|-?Infinity", default):
        return ("number",)
    if default in ("true", "false"):
        return ("boolean",)
    if re.fullmatch(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`$]*`", default):
        return ("string",)
    inner = re.fullmatch(r"\[\s*([^\[\]{}()]+?),?\s*\]", default)
    kinds = {inferred_type(each.strip()) for each in inner[1].split(",")} if inner else set()
    return ("list", kinds.pop()) if len(kinds) == 1 and ANYTHING not in kinds else ANYTHING


def fits(kind, value):
    name, *of = kind
    if name == "union":
        return any(fits(each, value) for each in of[0])
    if name == "literal":
        return type(value) is type(of[0]) and value == of[0] or is_number(value) and is_number(of[0]) and value == of[0]
    if name == "list":
        return isinstance(value, list) and all(fits(of[0], each) for each in value)
    if name == "tuple":
        return isinstance(value, list) and len(value) == len(of[0]) and all(map(fits, of[0], value))
    if name == "record":
        return isinstance(value, dict) and all(fits(of[0], each) for each in value.values())
    if name == "object":
        return isinstance(value, dict) and value.keys() <= of[0].keys() and all(
            fits(each, value[key]) if key in value else optional for key, (each, optional) in of[0].items()
        )
    if name == "number":
        return is_number(value) and (isinstance(value, float) or abs(value) <= LARGEST_EXACT)
    return {
        "string": isinstance(value, str), "boolean": isinstance(value, bool), "null": value is None, "undefined": False,
        "bigint": isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_EXACT,
    }.get(name, True)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
