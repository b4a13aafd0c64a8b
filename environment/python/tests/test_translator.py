import unittest

from papermill.exceptions import PapermillException
from papermill.translators import papermill_translators, translate_parameters

import papermill  # noqa: F401  loads the entry points

NAN = float("nan")


def written(value):
    return papermill_translators.find_translator("tslab", "typescript").translate(value)


class Values(unittest.TestCase):
    def test_are_written_as_typescript(self):
        for value, text in [
            (60, "60"), (-60, "-60"), (0.5, "0.5"), (-1e-9, "-1e-09"), (1e22, "1e+22"), (True, "true"), (False, "false"), (None, "null"),
            (NAN, "NaN"), (float("inf"), "Infinity"), (float("-inf"), "-Infinity"), (2**53 - 1, "9007199254740991"),
            ("QQQ", '"QQQ"'), ([], "[]"), ({}, "{}"), ([1, [None, "a"]], '[1, [null, "a"]]'),
            ({"a b": {"c": [True]}}, '{["a b"]: {["c"]: [true]}}'),
        ]:
            self.assertEqual(written(value), text)

    def test_keep_quotes_line_ends_and_letters_of_strings(self):
        self.assertEqual(written('a "b"\n\'c\' \\ `${d}` ü'), '"a \\"b\\"\\n\'c\' \\\\ `${d}` \\u00fc"')

    def test_that_a_number_cannot_hold_become_bigint(self):
        self.assertEqual(written(2**53), "9007199254740992n")
        self.assertEqual(written(-(2**64)), "-18446744073709551616n")


class InjectedCell(unittest.TestCase):
    def test_assigns_each_parameter(self):
        cell = translate_parameters("tslab", "typescript", {"lookback": 60, "tickers": ["QQQ"]}, "Parameters")
        self.assertEqual(cell, '// Parameters\nlookback = 60;\ntickers = ["QQQ"];\n')

    def test_refuses_what_is_no_name(self):
        for name in ["look-back", "a; b", "2x", ""]:
            with self.assertRaisesRegex(PapermillException, "is not a name of a TypeScript variable"):
                translate_parameters("tslab", "typescript", {name: 1}, "Parameters")
