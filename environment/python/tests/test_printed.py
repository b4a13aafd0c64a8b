import unittest

from marketbook_jupyter.printed import FIRST, LAST, SHOWN, Printed


class Text(unittest.TestCase):
    def test_of_one_stream_is_joined_and_keeps_its_order_with_the_other(self):
        printed, outputs = Printed(), []
        for name, text in [("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d")]:
            printed.add(outputs, name, text)
        self.assertEqual([(each["name"], each["text"]) for each in outputs], [("stdout", "ab"), ("stderr", "c"), ("stdout", "d")])

    def test_up_to_the_bound_is_kept_whole(self):
        printed, outputs = Printed(), []
        printed.add(outputs, "stdout", "x" * (FIRST + LAST))
        self.assertEqual("".join(each["text"] for each in outputs), "x" * (FIRST + LAST))

    def test_beyond_it_keeps_first_and_last_and_says_how_much_is_missing(self):
        for size in [1000, FIRST + 7, 50_000_000]:
            printed, outputs, left = Printed(), [], 30_000_000
            printed.add(outputs, "stdout", "first")
            while left > 0:
                printed.add(outputs, "stdout", "x" * min(size, left))
                left -= size
            printed.add(outputs, "stdout", "last")
            text = "".join(each["text"] for each in outputs)
            self.assertTrue(text.startswith("firstx") and text.endswith("xlast"))
            self.assertLess(len(text), FIRST + LAST + 300)
            self.assertIn(f"... {30_000_009 - FIRST - LAST:,} characters were printed here and left out", text)


class Figures(unittest.TestCase):
    def test_beyond_50_mb_are_counted_and_left_out(self):
        printed, outputs = Printed(), []
        figure = {"image/png": "x" * (SHOWN // 4), "nested": {"list": [1, "a"]}}
        self.assertEqual([printed.takes(outputs, figure) for _ in range(6)], [True, True, True, False, False, False])
        self.assertEqual([each["text"] for each in outputs], ["... 3 more figures or values were shown here and left out: a cell keeps 50 MB of them.\n"])
