import unittest

import papermill  # noqa: F401  loads the entry points
from marketbook_jupyter.advice import how_to_write, said
from marketbook_jupyter.declared import fits, inferred_type
from marketbook_jupyter.parameters import declared_type, typed_parameters
from marketbook_jupyter.type_reader import parse_type

NAN = float("nan")


class Types(unittest.TestCase):
    def test_take_what_typescript_takes_and_refuse_the_rest(self):
        for text, good, bad in [
            ("number", [60, 0.5, -1, NAN, 2**53 - 1], ["60", True, None, [1], 2**53]),
            ("string", ["", "60"], [60, None, True]),
            ("boolean", [True, False], ["true", 0, 1, None]),
            ("string | null", ["a", None], [1, []]),
            ("'buy' | \"sell\" | 3 | true", ["buy", "sell", 3, 3.0, True], ["hold", 4, False, "3"]),
            ("string[]", [[], ["a"]], ["a", [1], [None], {}]),
            ("readonly (string | number)[]", [["a", 1]], [[True]]),
            ("Array<number[]>", [[[1], []]], [[1], [["a"]]]),
            ("ReadonlyArray<number>", [[1]], [["1"]]),
            ("[number, string]", [[1, "a"]], [[1], ["a", 1], [1, "a", 2]]),
            ("Record<string, number>", [{}, {"a": 1}], [[], {"a": "1"}]),
            ("{ [name: string]: number[] }", [{"a": [1]}], [{"a": 1}]),
            ("Readonly<{ a: number; b?: string }>", [{"a": 1}, {"a": 1, "b": "x"}], [{}, {"a": 1, "c": 2}, {"a": "1"}]),
            ("bigint", [2**53], [1, "1"]),
        ]:
            for value in good:
                self.assertTrue(fits(parse_type(text), value), (text, value))
            for value in bad:
                self.assertFalse(fits(parse_type(text), value), (text, value))

    def test_that_are_not_read_here_are_left_to_the_compiler(self):
        for text in ["Date", "Map<string, number>", "(x: number) => number", "keyof Bars", "`a${string}`", "string | Date", "unknown", "any", "Partial<X>"]:
            self.assertTrue(fits(parse_type(text), {"any": "thing"}), text)

    def test_are_inferred_from_a_default_as_typescript_infers_them(self):
        for default, kind in [
            ("30", ("number",)), ("-1.5e3", ("number",)), ("1_000", ("number",)), ("NaN", ("number",)), ("'a'", ("string",)), ('"a, b"', ("string",)),
            ("true", ("boolean",)), ("['a', 'b', ]", ("list", ("string",))), ("[]", ("anything",)), ("f(1)", ("anything",)), ("[1, 'a']", ("anything",)),
        ]:
            self.assertEqual(inferred_type(default), kind, default)

    def test_of_the_same_cell_are_looked_up_by_name(self):
        source = 'type Side = "buy" | "sell";\ntype Sides = Side[];\nlet side: Side = "buy";\nlet sides: Sides = [];'
        side, sides = typed_parameters(source)
        self.assertTrue(fits(declared_type(side, source), "sell"))
        self.assertFalse(fits(declared_type(side, source), "hold"))
        self.assertFalse(fits(declared_type(sides, source), ["hold"]))
        self.assertTrue(fits(declared_type(*[typed_parameters("let a: A = 1;")[0]], "type A = A | B;"), 3))


class Advice(unittest.TestCase):
    def test_shows_an_option_whose_value_fits(self):
        for text, value, advice in [
            ("number", "many", "Write -p x 30"), ("string", 60, "Write -r x 60 for text"), ("boolean", "true", "Write -p x True"),
            ("boolean", "no", "Write -p x False"), ("'a b' | 3", "c", "Write -r x 'a b' or -p x 3"), ("string[]", "SPY", "Write -y 'x: [text]'"),
            ("Record<string, number>", 1, "Write -y 'x: {name: 30}'"), ("{ a: number }", 1, "Write -y 'x: {a: 30}'"), ("number | null", "a", "Write -p x 30"),
        ]:
            self.assertEqual(how_to_write("x", parse_type(text), value), advice)

    def test_names_a_value_with_its_kind(self):
        self.assertEqual([said(each) for each in ["a", 1, True, None, [1]]], ['"a" is text', "1 is a number", "true is a truth value", "null", "[1] is a list"])
        self.assertLess(len(said("x" * 10_000)), 100)
