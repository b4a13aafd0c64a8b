"""papermill's own client, which also tells the cell it is at, repeats what failed, bounds what is printed and says in a cell how a run ended."""

import asyncio
import os
import sys

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient

from .printed import Printed, stream
from .retrying import NEVER, may_repeat
from .supervision import end_tree


class Client(PapermillNotebookClient):
    supervision = None
    is_ready = False
    is_dead = False
    group = None

    def execute(self, **options):
        self.reset_execution_trackers()
        self.printed = {}
        if sys.platform == "win32":
            asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
        self.nb.metadata.papermill.pop("retries", None)
        self._note_retries()
        wants_all = self.log_output or self.stdout_file or self.stderr_file
        with self.setup_kernel(env={**os.environ, "MARKETBOOK_PRINTED": "whole" if wants_all else "bounded"}, **options):
            self.is_ready, self.group = True, self.of_process("pgid")
            self.papermill_execute_cells()
            if not self.is_dead:
                self.nb.metadata["language_info"] = self.wait_for_reply(self.kc.kernel_info())["content"]["language_info"]
                self.set_widgets_metadata()
        return self.nb

    def papermill_execute_cells(self):
        code = [index for index, cell in enumerate(self.nb.cells) if cell.cell_type == "code"]
        for index, cell in enumerate(self.nb.cells):
            if index in code:
                self.supervision.at_cell(code.index(index) + 1, len(code))
            self.nb_man.cell_start(cell, index)
            try:
                self._execute(cell, index, is_last=index == max(code, default=-1))
            except CellExecutionError as error:
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            except (DeadKernelError, CellTimeoutError, KeyboardInterrupt) as error:
                self._end_in(cell, error)
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                if isinstance(error, KeyboardInterrupt):
                    raise
                break
            finally:
                self.nb_man.cell_complete(cell, cell_index=index)

    def _execute(self, cell, index, is_last):
        while True:
            self.printed[index] = Printed()
            try:
                self.execute_cell(cell, index)
                if is_last:
                    self._await_strays(cell)
                return
            except CellExecutionError as error:
                repeats = self.supervision.may_retry() and error.ename not in NEVER
                if not repeats or not may_repeat(cell.source, cell.outputs, cell.metadata.get("tags", [])):
                    raise
                self.supervision.retry(error.ename, error.evalue, "cell")
                self._note_retries()

    def _await_strays(self, cell):
        """Work which the last cell started without `await` and which has failed by now fails that cell; nobody else would hear of it."""
        if self.nb.metadata.get("kernelspec", {}).get("language") != "typescript" or not cell.source.strip():
            return
        content = self.wait_for_reply(self.kc.execute("", silent=True, store_history=False))["content"]
        if content["status"] == "error":
            failed = {key: content[key] for key in ("ename", "evalue", "traceback")}
            cell.outputs.append(new_output("error", **failed))
            raise CellExecutionError.from_cell_and_msg(cell, content)

    def _note_retries(self):
        if self.supervision.retried:
            self.nb.metadata.papermill["retries"] = [dict(each) for each in self.supervision.retried]

    def _end_in(self, cell, error):
        """The cell in which a run ended from outside says so itself."""
        self.is_dead = True
        process = self.of_process("process")
        self.kill()
        if isinstance(error, KeyboardInterrupt):
            name, message = "Interrupted", "stopped by you"
        elif self.supervision.reason:
            name, message = self.supervision.reason
        elif isinstance(error, CellTimeoutError):
            name, message = "CellTimeout", f"the cell took longer than the {self.timeout} s of --execution-timeout"
        else:
            name, message = "DeadKernel", f"the kernel ended{_how(getattr(process, 'returncode', None))}; memory may have run out"
        cell.execution_count = cell.execution_count or self.code_cells_executed
        cell.outputs.append(new_output("error", ename=name, evalue=message, traceback=[f"\x1b[31m{name}\x1b[39m: {message}"]))

    def output(self, outs, msg, display_id, cell_index):
        """Adds one output within the bounds of a notebook. What it returns is whole: it goes to the log and to --stdout-file."""
        printed, content = self.printed.get(cell_index), msg["content"]
        if printed is None or self.clear_before_next_output or self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            return super().output(outs, msg, display_id, cell_index)
        if msg["msg_type"] == "stream":
            printed.add(outs, content["name"], content["text"])
            if self.supervision.on_printed:
                self.supervision.on_printed(content["text"])
            return stream(content["name"], content["text"])
        if "data" in content and not printed.takes(outs, content["data"]):
            return None
        return super().output(outs, msg, display_id, cell_index)

    def clear_output(self, outs, msg, cell_index):
        super().clear_output(outs, msg, cell_index)
        self.printed[cell_index] = Printed()

    @property
    def kernel_pid(self):
        return self.of_process("pid")

    def of_process(self, name):
        """What is known of the kernel's process; None before it is started and after its end."""
        return getattr(getattr(self.km, "provisioner", None), name, None)

    def kill(self):
        """Ends the kernel and what it started at once; there is nothing in it to save."""
        group = self.group or self.of_process("pgid")
        if self.kernel_pid or group:
            end_tree(self.kernel_pid, group)


def _how(code):
    if not code:
        return ""
    return f" by signal {-code}" if code < 0 else f" with exit code {code}"
