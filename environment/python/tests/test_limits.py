import unittest

from marketbook_jupyter.limits import bytes_of, in_words, seconds_of


class Amounts(unittest.TestCase):
    def test_are_read_as_a_person_writes_them(self):
        self.assertEqual([seconds_of(each) for each in ["90", "90s", "30min", "2h", "1h30m", "1.5 h", "1d"]], [90, 90, 1800, 7200, 5400, 5400, 86400])
        self.assertEqual([bytes_of(each) for each in ["512MB", "4GB", "2GiB", "1.5 gb"]], [512_000_000, 4_000_000_000, 2**31, 1_500_000_000])

    def test_that_mean_nothing_are_refused_with_what_to_write(self):
        for text in ["", "soon", "2x", "-1s", "0", "h2", "2h!"]:
            with self.assertRaisesRegex(ValueError, "write a time such as"):
                seconds_of(text)
        for text in ["4", "GB", "0GB", "4 apples"]:
            with self.assertRaisesRegex(ValueError, "write an amount of memory"):
                bytes_of(text)

    def test_are_told_in_three_digits(self):
        self.assertEqual([in_words(each) for each in [512_400_000, 4_000_000_000, 1_234_567]], ["512 MB", "4 GB", "1.23 MB"])
