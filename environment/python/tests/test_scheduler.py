import json
import os
import subprocess
import sys
import tempfile
import time
import types
import unittest
from pathlib import Path
from unittest.mock import patch

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook, new_output

KERNEL = {"kernelspec": {"name": "tslab", "display_name": "TypeScript (tslab)", "language": "typescript"}}
PARAMETERS = 'let symbol: string = "SP500";\nlet lookback: number = 30;\nlet days: readonly number[] = [];'


class StandIn:
    """What jupyter-scheduler 2.12's manager does around `execute`, its database left out."""

    def __init__(self, job_id, root_dir, db_url, staging_paths):
        self.staging_paths, self.status, self.files, self.made = staging_paths, "CREATED", None, {}

    def process(self):
        try:
            self.execute()
        except Exception as error:
            self.status, self.message = "FAILED", str(error)
        else:
            self.status = "COMPLETED"

    def add_side_effects_files(self, staging_dir):
        self.files = sorted(each.name for each in Path(staging_dir).iterdir() if str(each) != self.staging_paths["input"])

    def create_output_files(self, job, notebook_node):
        self.made = {name: notebook_node for name in job.output_formats}


def with_stand_in():
    executors = types.ModuleType("jupyter_scheduler.executors")
    executors.DefaultExecutionManager = StandIn
    return patch.dict(sys.modules, {"jupyter_scheduler": types.ModuleType("jupyter_scheduler"), "jupyter_scheduler.executors": executors})


with with_stand_in():
    from marketbook_jupyter.scheduler import NotebookExecution, run, typed  # noqa: F401  run is called by a process of a test


class Jobs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        kept = patch.dict(os.environ, {"MARKETBOOK_RUNS": str(self.folder / "runs")})
        kept.start()
        self.addCleanup(kept.stop)

    def staged(self, *cells):
        staging = self.folder / "staging"
        staging.mkdir()
        first = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
        nbformat.write(new_notebook(cells=[first, *map(new_code_cell, cells)], metadata=KERNEL), staging / "prices.ipynb")
        return staging / "prices.ipynb"

    def ended(self, source, parameters, formats=("ipynb", "html")):
        paths = {"input": str(source), **{each: str(source.with_name(f"prices-1.{each}")) for each in formats}}
        job = NotebookExecution("1", str(self.folder), "", paths)
        job.model = types.SimpleNamespace(parameters=parameters, output_formats=list(formats))
        job.process()
        return job

    def test_give_the_texts_of_the_form_the_types_that_the_notebook_declares(self):
        source = self.staged()
        texts = {"symbol": "60", "lookback": "60", "days": "[1, 5]", "other": "7"}
        self.assertEqual(typed(source, texts), {"symbol": "60", "lookback": 60, "days": [1, 5], "other": "7"})
        self.assertEqual(typed(source, {"lookback": "sixty", "days": "[1, :"}), {"lookback": "sixty", "days": "[1, :"})

    def test_run_with_parameters_and_hand_over_what_the_notebook_left(self):
        source = self.staged('console.log(symbol, lookback + 1);\n(await import("node:fs")).writeFileSync(`${process.env.NOTEBOOK_DIR}/left.txt`, symbol);')
        job = self.ended(source, {"symbol": "NASDAQ", "lookback": "60"})
        self.assertEqual(job.status, "COMPLETED", getattr(job, "message", None))
        self.assertEqual(job.files, ["left.txt"])
        self.assertEqual(set(job.made), {"ipynb", "html"})
        self.assertEqual(job.made["ipynb"].cells[-1].outputs[0].text, "NASDAQ 61\n")
        record = json.loads(next((self.folder / "runs").glob("*/run.json")).read_text("utf8"))
        self.assertEqual((record["status"], record["origin"], record["parameters"]), ("finished", {"schedule": "JupyterLab"}, {"symbol": "NASDAQ", "lookback": 60}))

    def test_tell_the_cell_that_failed_and_keep_the_copy(self):
        source = self.staged('throw new Error("no bars on Sunday");')

        def fail(words, **_options):
            failed = nbformat.read(source, as_version=4)
            failed.cells[-1].outputs = [new_output("error", ename="Error", evalue="no bars on Sunday", traceback=[])]
            nbformat.write(failed, words[words.index(source) + 1])
            told = {"failure": {"cell": 2, "errorName": "Error", "errorMessage": "no bars on Sunday"}}
            return subprocess.CompletedProcess(words, 1, json.dumps(told), "")

        with patch.object(subprocess, "run", fail):
            job = self.ended(source, None, formats=["html"])
        self.assertEqual((job.status, job.message), ("FAILED", "cell 2 failed with Error: no bars on Sunday"))
        self.assertEqual(job.made["html"].cells[-1].outputs[0].ename, "Error")
        self.assertEqual(sorted(each.name for each in (self.folder / "staging").iterdir()), ["prices.ipynb"])

    def test_refuse_what_the_notebook_does_not_take_in_words_of_the_form(self):
        job = self.ended(self.staged(), {"lookback": "sixty"})
        self.assertRegex(job.message, r'^"lookback" of prices\.ipynb is declared as number, and "sixty" is text\. Write 30')

    def test_end_the_run_when_the_scheduler_kills_the_job(self):
        source = self.staged("await new Promise((resolve) => setTimeout(resolve, 600_000));")
        begun = self.folder / "staging/prices-1.ipynb"
        code = f"from pathlib import Path; from tests.test_scheduler import run; run(Path({str(source)!r}), Path({str(begun)!r}), {{}})"
        job = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[1])
        self.addCleanup(job.kill)
        self.until(lambda: begun.exists() and any(cell.get("metadata", {}).get("papermill", {}).get("status") == "running" for cell in json.loads(begun.read_text())["cells"][1:]))
        descendants = psutil.Process(job.pid).children(recursive=True)
        self.assertGreaterEqual(len(descendants), 3)
        job.kill()
        job.wait()
        self.until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in descendants))

    def until(self, holds):
        end = time.monotonic() + 240
        while not holds():
            self.assertLess(time.monotonic(), end, "it did not come true within four minutes")
            time.sleep(0.1)
