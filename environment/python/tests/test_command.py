"""What papermill's own tests of its command line check (papermill/tests/test_cli.py, 2.7), against ours; README.md lists those that do not apply."""

import base64
import contextlib
import io
import json
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from marketbook_jupyter import command
from marketbook_jupyter.checked import filled_path

DEFAULTS = {
    "input_path": "in.ipynb", "output_path": "out.ipynb", "parameters": {}, "engine_name": "marketbook", "request_save_on_cell_execute": True,
    "autosave_cell_every": 30, "prepare_only": False, "kernel_name": None, "language": None, "log_output": False, "progress_bar": True,
    "start_timeout": 60, "execution_timeout": None, "report_mode": False, "cwd": None, "stdout_file": None, "stderr_file": None,
}
CELL = "let lookback: number = 30; // rows\nlet symbol: string = 'SPY';\nlet note: string | null = null;"
KERNEL = {"name": "tslab", "display_name": "TypeScript (tslab)", "language": "typescript"}


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)
        cells = [new_code_cell("1 + 1"), new_code_cell(CELL, metadata={"tags": ["parameters", "mine"]}), new_code_cell("lookback")]
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), "in.ipynb")

    def call(self, *words, piped=False, standard_input=""):
        """Exit code, standard output and standard error."""
        out, error = io.TextIOWrapper(io.BytesIO(), encoding="utf8"), io.StringIO()
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.redirect_stdout(out))
            stack.enter_context(contextlib.redirect_stderr(error))
            stack.enter_context(mock.patch("sys.argv", ["run", *words]))
            stack.enter_context(mock.patch("sys.stdin", io.StringIO(standard_input)))
            stack.enter_context(mock.patch.object(command, "_is_pipe", lambda _descriptor: piped))
            stack.enter_context(mock.patch.object(command, "stop_on_signals"))
            with self.assertRaises(SystemExit) as ended:
                command.main()
            out.flush()
        return ended.exception.code, out.buffer.getvalue().decode(), error.getvalue()

    def asked(self, *words):
        """What papermill would be asked to do, as far as it differs from its defaults."""
        with mock.patch.object(command, "execute_checked") as execute:
            code, _, said = self.call("in.ipynb", "out.ipynb", *words)
        self.assertEqual(code, 0, said)
        options = execute.call_args.kwargs
        return {name: value for name, value in options.items() if name != "supervision" and value != DEFAULTS[name]}, options["supervision"]

    def test_options_reach_papermill(self):
        Path("a.yaml").write_text("foo: 54321\nbar: value\na_date: 2019-01-01\n")
        Path("b.json").write_text('{"baz": {"k1": "v1"}}')
        encoded = base64.b64encode(b"{'foo': 1, 'a_date': 2019-01-01}").decode()
        for words, changed in [
            ([], {}),
            (["-p", "foo", "bar", "--parameters", "baz", "42"], {"parameters": {"foo": "bar", "baz": 42}}),
            (["-p", "a", "True", "-p", "b", "False", "-p", "c", "None", "-p", "d", "12.51", "-p", "e", "-23.2", "-p", "f", "hello world", "-p", "g", "😍", "-p", "h", "true"],
             {"parameters": {"a": True, "b": False, "c": None, "d": 12.51, "e": -23.2, "f": "hello world", "g": "😍", "h": "true"}}),
            (["-r", "foo", "bar", "--parameters_raw", "baz", "42"], {"parameters": {"foo": "bar", "baz": "42"}}),
            (["-f", "a.yaml", "--parameters_file", "b.json"], {"parameters": {"foo": 54321, "bar": "value", "a_date": "2019-01-01", "baz": {"k1": "v1"}}}),
            (["-y", '{"foo": "bar"}', "--parameters_yaml", '{"foo2": ["baz"]}'], {"parameters": {"foo": "bar", "foo2": ["baz"]}}),
            (["-y", "a_date: 2019-01-01"], {"parameters": {"a_date": "2019-01-01"}}),
            (["-y", "#empty", "-b", "I2VtcHR5"], {}),
            (["-y", '{"foo": "bar"}', "-y", '{"foo": ["baz"]}'], {"parameters": {"foo": ["baz"]}}),
            (["-b", encoded], {"parameters": {"foo": 1, "a_date": "2019-01-01"}}),
            (["-r", "foo", "r", "-p", "foo", "p", "-y", "foo: y", "-f", "a.yaml", "-b", encoded], {"parameters": {"foo": "r", "bar": "value", "a_date": "2019-01-01"}}),
            (["-y", "foo: y", "-p", "foo", "p", "-b", encoded], {"parameters": {"foo": "p", "a_date": "2019-01-01"}}),
            (["--inject-input-path"], {"parameters": {"PAPERMILL_INPUT_PATH": "in.ipynb"}}),
            (["--inject-output-path"], {"parameters": {"PAPERMILL_OUTPUT_PATH": "out.ipynb"}}),
            (["--inject-paths"], {"parameters": {"PAPERMILL_INPUT_PATH": "in.ipynb", "PAPERMILL_OUTPUT_PATH": "out.ipynb"}}),
            (["--engine", "engine-that-could"], {"engine_name": "engine-that-could"}),
            (["--prepare-only"], {"prepare_only": True}),
            (["-k", "python3"], {"kernel_name": "python3"}), (["--kernel", "python3"], {"kernel_name": "python3"}),
            (["-l", "python"], {"language": "python"}), (["--cwd", "a/path/here"], {"cwd": "a/path/here"}),
            (["--progress-bar"], {}), (["--no-progress-bar"], {"progress_bar": False}),
            (["--log-output"], {"log_output": True, "progress_bar": False}), (["--log-output", "--progress-bar"], {"log_output": True}), (["--no-log-output"], {}),
            (["--log-level", "WARNING"], {}), (["--start-timeout", "123"], {"start_timeout": 123}), (["--start_timeout", "123"], {"start_timeout": 123}),
            (["--execution-timeout", "123"], {"execution_timeout": 123}), (["--report-mode"], {"report_mode": True}), (["--no-report-mode"], {}),
            (["-f", "a.yaml", "-y", '{"yaml_foo": {"yaml_bar": "yaml_baz"}}', "-b", "eyJiYXNlNjRfZm9vIjogImJhc2U2NF9i\nYXIifQ==", "-p", "baz", "replace", "-r", "foo", "54321", "--kernel", "R", "--engine",
              "engine-that-could", "--prepare-only", "--log-output", "--autosave-cell-every", "17", "--no-progress-bar", "--start-timeout", "321", "--execution-timeout", "654", "--report-mode"],
             {"parameters": {"base64_foo": "base64_bar", "foo": "54321", "bar": "value", "a_date": "2019-01-01", "yaml_foo": {"yaml_bar": "yaml_baz"}, "baz": "replace"}, "engine_name": "engine-that-could",
              "autosave_cell_every": 17, "prepare_only": True, "kernel_name": "R", "log_output": True, "progress_bar": False, "start_timeout": 321, "execution_timeout": 654, "report_mode": True}),
            (["--autosave-cell-every", "17"], {"autosave_cell_every": 17}), (["--no-request-save-on-cell-execute"], {"request_save_on_cell_execute": False}),
        ]:
            self.assertEqual(self.asked(*words)[0], changed, words)

    def test_limits_and_retries_are_read(self):
        _, supervision = self.asked("--retries", "2", "--time-limit", "1h30m", "--memory-limit", "4GB", "--no-pool")
        self.assertEqual((supervision.retries, supervision.time_limit, supervision.memory_limit), (2, 5400, 4_000_000_000))

    def test_pipes_stand_for_what_is_not_named(self):
        for words, into, out in [([], "-", "-"), (["-", "-"], "-", "-"), (["x.ipynb"], "-", "x.ipynb"), (["-", "x.ipynb"], "-", "x.ipynb"), (["in.ipynb", "x.ipynb"], "in.ipynb", "x.ipynb")]:
            with mock.patch.object(command, "execute_checked") as execute:
                self.call(*words, piped=True)
            self.assertEqual([execute.call_args.kwargs[name] for name in ("input_path", "output_path")], [into, out])
        with mock.patch.object(command, "execute_checked") as execute:
            self.call("in.ipynb")
        self.assertEqual({name: execute.call_args.kwargs[name] for name in ("output_path", "request_save_on_cell_execute")}, {"output_path": "-", "request_save_on_cell_execute": False})

    def test_a_notebook_comes_in_and_goes_out_by_the_standard_streams_alone(self):
        for words in [["--prepare-only"], ["-", "-", "--prepare-only"]]:
            code, out, error = self.call(*words, "-p", "lookback", "60", piped=True, standard_input=Path("in.ipynb").read_text())
            self.assertEqual((code, error), (0, ""))
            self.assertIn("lookback = 60;", nbformat.reads(out, as_version=4).cells[2].source)
        code, out, error = self.call("-", "x.ipynb", "--prepare-only", piped=True, standard_input=Path("in.ipynb").read_text())
        self.assertEqual((code, out), (0, ""))
        self.assertEqual(len(nbformat.read("x.ipynb", as_version=4).cells), 3)

    def prepared(self, *words, source="in.ipynb"):
        code, _, error = self.call(source, "out.ipynb", "--prepare-only", *words)
        self.assertEqual(code, 0, error)
        return nbformat.read("out.ipynb", as_version=4)

    def test_the_injected_cell_follows_the_parameters_and_carries_no_other_tag(self):
        notebook = self.prepared("-p", "lookback", "60", "-r", "symbol", 'a"b\\')
        self.assertEqual([cell.metadata.get("tags") for cell in notebook.cells], [[], ["parameters", "mine"], ["injected-parameters"], []])
        self.assertEqual(notebook.cells[2].source, '// Parameters\nlookback = 60;\nsymbol = "a\\"b\\\\";\n')
        self.assertEqual(dict(notebook.metadata.papermill.parameters), {"lookback": 60, "symbol": 'a"b\\'})
        self.assertEqual((notebook.metadata.papermill.input_path, notebook.metadata.papermill.output_path), ("in.ipynb", "out.ipynb"))

    def test_the_injected_cell_is_replaced_when_the_copy_is_run_again(self):
        self.prepared("-p", "lookback", "60")
        again = self.prepared("-p", "lookback", "90", source="out.ipynb")
        self.assertEqual([cell.source for cell in again.cells if "injected-parameters" in cell.metadata.tags], ["// Parameters\nlookback = 90;\n"])

    def test_a_notebook_of_an_older_format_is_brought_up_to_date(self):
        older = nbformat.read("in.ipynb", as_version=4)
        older.nbformat_minor = 2
        for cell in older.cells:
            del cell["id"]
        Path("older.ipynb").write_text(json.dumps(older))
        notebook = self.prepared("-p", "lookback", "60", source="older.ipynb")
        nbformat.validate(notebook)
        self.assertEqual((notebook.nbformat_minor, all("id" in cell for cell in notebook.cells)), (5, True))

    def test_papermills_own_parameters_need_no_cell_and_go_on_top_without_one(self):
        nbformat.write(new_notebook(cells=[new_code_cell("1")], metadata={"kernelspec": KERNEL}), "none.ipynb")
        notebook = self.prepared("--inject-paths", source="none.ipynb")
        self.assertEqual(notebook.cells[0].metadata.tags, ["injected-parameters"])
        self.assertEqual(notebook.cells[0].source, '// Parameters\nlet PAPERMILL_INPUT_PATH = "none.ipynb";\nlet PAPERMILL_OUTPUT_PATH = "out.ipynb";\n')

    def test_a_report_hides_its_code(self):
        for cell in self.prepared("--report-mode", "-p", "lookback", "60").cells:
            self.assertTrue(cell.metadata.jupyter.source_hidden)

    def test_paths_take_parameters(self):
        self.assertEqual(self.call("in.ipynb", "out-{lookback:03d}-{symbol}.ipynb", "--prepare-only", "-p", "lookback", "7", "-r", "symbol", "{x}")[0], 0)
        self.assertTrue(Path("out-007-{x}.ipynb").exists())
        for own in ("{pm[run_uuid]}", "{pm[current_datetime_utc]:%Y}"):
            self.assertEqual(self.call("in.ipynb", f"own-{own}.ipynb", "--prepare-only")[0], 0)
            self.assertTrue(Path(filled_path(f"own-{own}.ipynb", {})).exists())
        code, _, error = self.call("in.ipynb", "out-{lookbak}.ipynb", "--prepare-only")
        self.assertEqual((code, error), (2, "marketbook run: out-{lookbak}.ipynb names a parameter that is not passed: Missing parameter 'lookbak'. Pass it with -p, or write {{ and }} for braces of the name.\n"))

    def test_help_of_a_notebook_lists_its_parameters(self):
        code, out, _ = self.call("--help-notebook", "in.ipynb")
        self.assertEqual(code, 0)
        self.assertEqual(out.splitlines()[-4:], ["  lookback: number (default 30)", f"{' ' * 34}rows", "  symbol: string (default 'SPY')", "  note: string | null (default null)"])
        for cell, kernel, exit_code, said in [
            (new_code_cell("1"), KERNEL, 1, "  No cell tagged 'parameters'"),
            (new_code_cell("x <- 1", metadata={"tags": ["parameters"]}), {"name": "ir", "display_name": "R", "language": "R"}, 0,
             "  Can't infer anything about this notebook's parameters. It may not have any parameter defined."),
        ]:
            nbformat.write(new_notebook(cells=[cell], metadata={"kernelspec": kernel}), "none.ipynb")
            code, out, _ = self.call("--help-notebook", "none.ipynb")
            self.assertEqual((code, out.splitlines()[-1]), (exit_code, said))

    def test_version_and_help_run_nothing(self):
        with mock.patch.object(command, "execute_checked") as execute:
            self.assertRegex(self.call("--version")[1], r"^\d+\.\d+\.\d+ from ")
            code, out, _ = self.call("--help")
        execute.assert_not_called()
        self.assertEqual(code, 0)
        for option in ["-p, --parameters NAME VALUE", "--help-notebook", "--time-limit TIME", "--memory-limit AMOUNT", "--retries COUNT", "--json", "What is repeated", "Exit codes"]:
            self.assertIn(option, out)

    def test_each_option_is_explained(self):
        options = command.run_command(lambda: None, "run").params
        self.assertEqual([each.name for each in options if each.name not in ("notebook_path", "output_path") and not each.help], [])
        self.assertEqual([each.name for each in options if each.name not in ("notebook_path", "output_path") and each.name not in command.run_command(lambda: None, "run").sections], [])

    def test_what_is_wrong_is_refused_in_one_paragraph_with_exit_code_2(self):
        Path("words.txt").write_text("only words")
        for name, kernel in [("no-kernel.ipynb", None), ("no-language.ipynb", {"name": "tslab", "display_name": "TypeScript"}), ("gone.ipynb", {**KERNEL, "name": "gone"})]:
            nbformat.write(new_notebook(cells=[new_code_cell(CELL, metadata={"tags": ["parameters"]})], metadata={"kernelspec": kernel} if kernel else {}), name)
        for words, said in [
            (["in.ipynb", "o.ipynb", "-p", "lookbak", "60"], "in.ipynb has no parameter \"lookbak\". Did you mean \"lookback\"? Its parameters, with their defaults: lookback (30), symbol ('SPY'), note (null)."),
            (["in.ipynb", "o.ipynb", "-p", "lookback", "many"], '"lookback" of in.ipynb is declared as number, and "many" is text. Write -p lookback 30.'),
            (["in.ipynb", "o.ipynb", "-p", "symbol", "60"], '"symbol" of in.ipynb is declared as string, and 60 is a number. Write -r symbol 60 for text.'),
            (["in.ipynb", "o.ipynb", "-y", "note: [1]"], '"note" of in.ipynb is declared as string | null, and [1] is a list. Write -r note text.'),
            (["in.ipynb", "o.ipynb", "-y", "just words"], '-y takes names with their values in YAML, as lookback: 60; what was given cannot be read as that: "just words" is text.'),
            (["in.ipynb", "o.ipynb", "-y", "- 1"], "-y takes names with their values in YAML, as lookback: 60; what was given cannot be read as that: [1] is a list."),
            (["in.ipynb", "o.ipynb", "-y", "lookback: [1"], "-y takes names with their values in YAML, as lookback: 60; what was given cannot be read as that: expected ',' or ']', but got '<stream end>' in line 1, column 13."),
            (["in.ipynb", "o.ipynb", "-y", "yes: 1"], "-y takes names with their values in YAML, as lookback: 60; what was given cannot be read as that: the name true is a truth value; put it in quotes."),
            (["in.ipynb", "o.ipynb", "-f", "words.txt"], '-f words.txt takes names with their values in YAML, as lookback: 60; what was given cannot be read as that: "only words" is text.'),
            (["in.ipynb", "o.ipynb", "-b", "a"], "what was given to -b is no base64: "), (["in.ipynb", "o.ipynb", "-b", "!!!!"], "what was given to -b is no base64: "),
            (["in.ipynb", "o.ipynb", "-b", "/////w=="], "-b takes names with their values in YAML"),
            (["no-kernel.ipynb", "o.ipynb"], "no-kernel.ipynb does not say which kernel it is for; -k tslab -l typescript runs it as TypeScript."),
            (["gone.ipynb", "o.ipynb"], 'there is no kernel "gone"; -k takes another than the notebook names. The kernels are '),
            (["--help-notebook", "no-kernel.ipynb"], "no-kernel.ipynb does not say which kernel it is for;"),
            (["no-language.ipynb", "o.ipynb", "-p", "lookback", "60"], "no-language.ipynb does not say which language it is in, so that no parameter can be written in it; -l typescript says so."),
            (["in.ipynb", "o.ipynb", "--cwd", "no"], "the folder no of --cwd does not exist; create it or name another."),
            (["in.ipynb", "o.ipynb", "--stdout-file", "no/out.txt"], f"the folder {Path.cwd() / 'no'} does not exist; create it or name another place for out.txt."),
            (["in.ipynb", "o.ipynb", "--stderr-file", "."], f"{Path.cwd()} is a folder; name a file for what cells print."),
            (["in.ipynb", "o.ipynb", "--start-timeout", "0"], "Invalid value for '--start-timeout' / '--start_timeout': 0 is not in the range x>=1."),
            (["in.ipynb", "o.ipynb", "-p", "lookback"], "Option '-p' requires 2 arguments. See npx marketbook run --help"),
            (["in.ipynb", "o.ipynb", "x.ipynb"], "Got unexpected extra argument (x.ipynb). See npx marketbook run --help"),
            (["in.ipynb", "o.ipynb", "--onyl"], "No such option '--onyl'."),
            (["in.ipynb", "o.ipynb", "--memory-limit", "4"], "Invalid value for '--memory-limit': \"4\" is no amount of memory: write an amount of memory such as 512MB, 4GB or 2GiB. See"),
            (["in.ipynb", "o.ipynb", "-k", "nope"], 'there is no kernel "nope"; leave -k out'), (["in.ipynb", "o.ipynb", "--engine", "nope"], 'papermill has no engine "nope"'),
            (["in.ipynb", "o.ipynb", "--engine", "nbclient", "--retries", "1"], "--retries, --time-limit and --memory-limit need our own engine; leave --engine nbclient out."),
            ([], "INPUT is missing; name the notebook to run, or pipe one in."), (["in.ipynb", "--json"], "--json prints on standard output, where the notebook would go; name a file for OUTPUT."),
        ]:
            code, out, error = self.call(*words)
            self.assertEqual((code, error.count("\n")), (2, 1), (words, error))
            self.assertTrue(error.startswith(f"marketbook run: {said}"), error)
            self.assertFalse(Path("o.ipynb").exists())

    def test_on_a_terminal_the_copy_needs_a_name(self):
        with mock.patch.dict(os.environ, {"MARKETBOOK_TERMINAL": "1"}):
            self.assertEqual(self.call("in.ipynb")[::2], (2, "marketbook run: OUTPUT is missing; name a file for the executed notebook, as out.ipynb. See npx marketbook run --help\n"))

    def test_files_that_are_not_there_are_named_with_exit_code_1(self):
        Path("bytes.yaml").write_bytes(b"a: \xff")
        for words, said in [
            (["no.ipynb", "o.ipynb"], "no.ipynb does not exist or is no file;"), (["in.ipynb", "o.ipynb", "-f", "no.yaml"], "no.yaml of -f does not exist or is no file; check the path."),
            (["--help-notebook", "no.ipynb"], "no.ipynb does not exist or is no file;"), (["in.ipynb", "o.ipynb", "-f", "bytes.yaml"], "bytes.yaml of -f is no text in UTF-8: "),
            (["in.ipynb", "no/o.ipynb"], "the folder no does not exist; create it or name another place for o.ipynb."), (["in.ipynb", "."], ". is a folder; name the file"),
        ]:
            code, _, error = self.call(*words)
            self.assertEqual(code, 1)
            self.assertTrue(error.startswith(f"marketbook run: {said}"), error)

    def test_a_summary_tells_a_refusal_too(self):
        code, out, _ = self.call("in.ipynb", "o.ipynb", "-p", "lookbak", "60", "--json")
        told = json.loads(out)
        self.assertEqual((code, told["ok"], told["exitCode"], told["failure"]["errorName"], told["input"], told["parameters"]), (2, False, 2, "Refused", "in.ipynb", {"lookbak": 60}))
        self.assertIn('no parameter "lookbak"', told["failure"]["errorMessage"])
