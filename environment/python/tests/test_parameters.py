import unittest

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

    def test_may_lack_a_value(self):
        self.assertEqual(parameters("let later: number;"), [("later", "number", "undefined", "")])
