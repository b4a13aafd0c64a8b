import os
import tempfile
import unittest
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from marketbook_jupyter.checked import execute_checked, refuse_unknown_kernel
from marketbook_jupyter.copies import Copies, write_whole
from marketbook_jupyter.passed import refuse_bad_parameters
from marketbook_jupyter.refusal import Refusal
from marketbook_jupyter.source import read_notebook


class Refusals(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        cell = new_code_cell("let lookback: number = 30;\nlet symbol: string = 'SP500';", metadata={"tags": ["parameters"]})
        self.path = self.notebook("in.ipynb", [cell])

    def notebook(self, name, cells):
        path = Path(self.folder.name, name)
        kernel = {"name": "tslab", "display_name": "TypeScript (tslab)", "language": "typescript"}
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
        return str(path)

    def test_a_kernel_that_is_not_there_is_named_with_those_that_are(self):
        with self.assertRaisesRegex(Refusal, 'there is no kernel "nokernel"; name another. The kernels are .*tslab'):
            refuse_unknown_kernel("nokernel", "name another")
        refuse_unknown_kernel("tslab", "name another")

    def refused(self, text, path, parameters):
        with self.assertRaisesRegex(Refusal, text):
            refuse_bad_parameters(path, read_notebook(path), parameters)

    def test_name_the_nearest_parameter_and_all_of_them(self):
        self.refused(r'no parameter "lookbak". Did you mean "lookback"\? Its parameters.*: lookback \(30\), symbol \(\'SP500\'\)', self.path, {"lookbak": 1})
        self.refused(r'no parameter "zzz"\. Its parameters', self.path, {"zzz": 1})

    def test_say_that_a_notebook_takes_no_parameters(self):
        self.refused("takes no parameters", self.notebook("none.ipynb", [new_code_cell("1")]), {"lookback": 1})

    def test_say_what_is_missing_or_no_notebook(self):
        self.refused("missing.ipynb does not exist", str(Path(self.folder.name, "missing.ipynb")), {})
        for text in ["let x = 1;", "{}", "[1]", '{"cells": []}', "\x00"]:
            path = Path(self.folder.name, "text.ipynb")
            path.write_text(text)
            self.refused("text.ipynb is not a Jupyter notebook", str(path), {})

    def test_name_the_notebook_that_was_meant(self):
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder.name)
        os.mkdir("notebooks")
        Path("notebooks/08-lstm.ipynb").write_text("{}")
        self.refused(r"08-lstm does not exist or is no file; did you mean notebooks/08-lstm\.ipynb\?", "08-lstm", {})
        self.refused(r"zzz does not exist or is no file; check the path\.", "zzz", {})

    def test_leave_nothing_behind(self):
        for output in [self.folder.name, str(Path(self.folder.name, "no/out.ipynb"))]:
            with self.assertRaises(Refusal):
                execute_checked(self.path, output, {})
        self.assertEqual(os.listdir(self.folder.name), ["in.ipynb"])

    def test_let_a_known_parameter_pass(self):
        refuse_bad_parameters(self.path, read_notebook(self.path), {"lookback": 60})

    def test_say_that_a_constant_cannot_be_set(self):
        cell = new_code_cell("const fixed = 1;\nlet free = 2;", metadata={"tags": ["parameters"]})
        self.refused('"fixed" of .* is declared by const and cannot be set; declare it by let', self.notebook("fixed.ipynb", [cell]), {"fixed": 2})

    def test_leave_an_older_copy_as_it_was(self):
        output = Path(self.folder.name, "out.ipynb")
        output.write_text("older")
        with self.assertRaises(Refusal):
            execute_checked(self.path, str(output), {"lookbak": 1})
        self.assertEqual(output.read_text(), "older")


class Saving(unittest.TestCase):
    def test_leaves_an_older_copy_until_the_run_has_ended_where_that_is_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            older, none = Path(folder, "older.ipynb"), Path(folder, "none.ipynb")
            for is_stopped in (True, False):
                older.write_text("older")
                for path in (older, none):
                    copies = Copies("input", str(path), keeps_older=True)
                    copies.write("so far", str(path))
                    self.assertEqual(path.read_text(), "older" if path is older else "so far")
                    copies.write("all", str(path))
                    if is_stopped:
                        copies.forget()
                    copies.finish()
                    self.assertEqual(path.read_text(), "older" if path is older and is_stopped else "all")
                none.unlink()

    def test_are_written_whole_beside_and_keep_rights_and_links(self):
        with tempfile.TemporaryDirectory() as folder:
            real, link = Path(folder, "real.ipynb"), Path(folder, "link.ipynb")
            real.write_text("older")
            real.chmod(0o640)
            link.symlink_to(real)
            write_whole(link, "newer")
            self.assertEqual((real.read_text(), real.stat().st_mode & 0o777, link.is_symlink()), ("newer", 0o640, True))
            with self.assertRaises(UnicodeEncodeError):
                write_whole(link, "\ud800")
            self.assertEqual((real.read_text(), sorted(os.listdir(folder))), ("newer", ["link.ipynb", "real.ipynb"]))
