import unittest

import papermill  # noqa: F401  loads the entry points

from marketbook_jupyter.parameters import typed_parameters


def parameters(source):
    return [tuple(each) for each in typed_parameters(source)]


class Parameters(unittest.TestCase):
    def test_have_name_type_default_and_comment(self):
        self.assertEqual(parameters("let lookback: number = 30; // rows"), [("lookback", "number", "30", "rows")])

    def test_take_the_comment_above_where_none_follows(self):
        source = "// bars of one day\nlet rows: number = 1;\nlet next = 2;"
        self.assertEqual(parameters(source), [("rows", "number", "1", "bars of one day"), ("next", "None", "2", "")])

    def test_end_at_their_own_semicolon(self):
        self.assertEqual(parameters('let text: string = "a; // b = c";'), [("text", "string", '"a; // b = c"', "")])
        self.assertEqual(parameters("let list: string[] = [\n  'a', // one\n  'b',\n]; // both"), [("list", "string[]", "[ 'a', 'b', ]", "both")])
        self.assertEqual(parameters("let f: (x: number) => number = (x) => x;"), [("f", "(x: number) => number", "(x) => x", "")])
        self.assertEqual(parameters("let at: { a: number; b: string } = { a: 1, b: '' };"), [("at", "{ a: number; b: string }", "{ a: 1, b: '' }", "")])

    def test_are_only_what_may_be_assigned_at_top(self):
        self.assertEqual(parameters("const fixed = 1;\nfunction f() { return 1; }\n// let no = 1;"), [])

    def test_end_with_the_line_where_no_semicolon_stands(self):
        self.assertEqual(parameters("let a = 30 // rows\nlet b = [\n 1,\n]\nlet c = [1]\n  .map(f)\nlet d: string | undefined"), [
            ("a", "None", "30", "rows"), ("b", "None", "[ 1, ]", ""), ("c", "None", "[1] .map(f)", ""), ("d", "string | undefined", "undefined", ""),
        ])

    def test_may_share_a_declaration(self):
        self.assertEqual(parameters("let a: number = 1, b = [2, 3]; // both"), [("a", "number", "1", "both"), ("b", "None", "[2, 3]", "both")])

    def test_may_lack_a_value(self):
        self.assertEqual(parameters("let later: number;"), [("later", "number", "undefined", "")])
