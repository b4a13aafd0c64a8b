"""What the run record is told, by runs that begin, end, are refused or are asked by nobody."""

import datetime
import json
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from nbformat.v4 import new_code_cell, new_notebook

from marketbook_jupyter.execution import NAME, begin_execution, end_execution
from marketbook_jupyter.supervision import Supervision

TOLD = {"input": "in.ipynb", "output": "out-{fast}.ipynb", "parameters": {"fast": 3, "day": datetime.date(2020, 1, 2), "odd": float("nan")}}


class Execution(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "execution.json"
        environment = mock.patch.dict(os.environ, {NAME: str(self.file)})
        environment.start()
        self.addCleanup(environment.stop)

    def read(self):
        return json.loads(self.file.read_text("utf8"), parse_constant=lambda name: self.fail(f"{name} is no JSON"))

    def test_is_told_at_the_start_with_the_output_as_it_is_called(self):
        begin_execution(TOLD, Supervision(time_limit=60.0, retries=2))
        self.assertEqual(self.read(), {
            "asked": "out-{fast}.ipynb", "input": "in.ipynb", "output": "out-3.ipynb", "parameters": {"fast": 3, "day": "2020-01-02", "odd": "nan"},
            "limits": {"seconds": 60.0, "memoryBytes": None, "retries": 2},
        })
        self.assertNotIn(NAME, os.environ)

    def test_the_end_takes_the_place_of_the_start(self):
        supervision = Supervision()
        begin_execution(TOLD, supervision)
        end_execution({**TOLD, "exitCode": 1, "failure": {"cell": 2, "errorName": "TypeError"}}, supervision)
        said = self.read()
        self.assertEqual((said["exitCode"], said["failure"]["cell"], said["output"], said["begun"]), (1, 2, "out-3.ipynb", True))

    def test_what_was_refused_before_a_kernel_is_said_not_to_have_begun(self):
        supervision = Supervision()
        begin_execution(TOLD, supervision)
        end_execution({**TOLD, "exitCode": 2, "failure": {"cell": None, "errorName": "Refused"}}, supervision)
        self.assertFalse(self.read()["begun"])

    def test_a_copy_that_is_no_local_file_is_kept_beside(self):
        supervision = Supervision()
        begin_execution({**TOLD, "output": "-"}, supervision)
        supervision.notebook = new_notebook(cells=[new_code_cell("1 + 1")])
        end_execution({**TOLD, "output": "-", "exitCode": 0}, supervision)
        said = self.read()
        self.assertEqual(said["copy"], str(self.file.with_suffix(".ipynb")))
        self.assertEqual(json.loads(Path(said["copy"]).read_text("utf8"))["cells"][0]["source"], ["1 + 1"])

    def test_nothing_is_written_where_nobody_asked_or_nothing_was_begun(self):
        end_execution({**TOLD, "exitCode": 2}, Supervision())
        os.environ.pop(NAME)
        begin_execution(TOLD, Supervision())
        self.assertFalse(self.file.exists())
