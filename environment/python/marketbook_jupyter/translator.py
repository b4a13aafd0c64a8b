"""Parameters of the command line as TypeScript assignments; the cell they end in is type-checked by the kernel."""

import json
import math
import re

from papermill.exceptions import PapermillException
from papermill.translators import Translator

from .declared import LARGEST_EXACT
from .parameters import OWN, typed_parameters

NAME = re.compile(r"[A-Za-z_$][\w$]*")


class TypeScriptTranslator(Translator):
    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_str(cls, val):
        return json.dumps(val)

    @classmethod
    def translate_escaped_str(cls, str_val):
        return json.dumps(str(str_val))

    @classmethod
    def translate_int(cls, val):
        """An integer which a double cannot hold becomes a bigint: a type error where a number is wanted, never a wrong number."""
        return str(val) if abs(val) <= LARGEST_EXACT else f"{val}n"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        return repr(val) if math.isfinite(val) else "Infinity" if val > 0 else "-Infinity"

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(cls.translate(item) for item in val) + "]"

    @classmethod
    def translate_dict(cls, val):
        return "{" + ", ".join(f"[{json.dumps(str(key))}]: {cls.translate(item)}" for key, item in val.items()) + "}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        if not NAME.fullmatch(name):
            raise PapermillException(f'"{name}" is not a name of a TypeScript variable; write -p name value')
        declared = "let " if name in OWN else ""
        return f"{declared}{name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        return typed_parameters(parameters_cell["source"])
