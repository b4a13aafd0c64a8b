import unittest

from marketbook_jupyter.retrying import may_repeat

ERROR = {"output_type": "error"}


class SameKernel(unittest.TestCase):
    def test_is_kept_where_nothing_of_the_cell_is_seen_outside(self):
        for source in [
            "const bars = await fetchBars('SPY');", "let k: number = 30;", "const x = { a: 1 }; x.a = 2; x.list.push(1);", "const { a, b } = f(); a.push(b);",
            "if (a <= b && c >= d) f(a === b);", "const half = rows.map((row) => row / 2); // total += 1", "const text = 'x = 1';", "process.env.HOME",
        ]:
            self.assertTrue(may_repeat(source, [ERROR]), source)

    def test_is_left_where_the_cell_changes_writes_or_sends(self):
        for source in [
            "total += 1;", "state.last = 3;", "rows[0] = 1;", "count++", "--count", "kept.push(1)", "seen.set('a', 1);", "delete state.last;", "a ??= 1",
            "await writeTable(rows);", "await store.save(bars);", "submit({ units: 1 });", "recordResult('a', 1);", "import { rmSync } from 'node:fs';",
            "process.chdir('x');", "await broker.placeOrder(1);",
        ]:
            self.assertFalse(may_repeat(source, [ERROR]), source)

    def test_is_left_where_something_was_printed_or_shown(self):
        self.assertFalse(may_repeat("f();", [{"output_type": "stream"}, ERROR]))
        self.assertFalse(may_repeat("f();", [{"output_type": "display_data"}, ERROR]))

    def test_is_what_a_tag_says(self):
        self.assertTrue(may_repeat("total += 1;", [{"output_type": "stream"}], ["retry"]))
        self.assertFalse(may_repeat("f();", [], ["no-retry"]))
