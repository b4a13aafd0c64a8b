"""papermill's own engine, which also tells the cell it is at, keeps a time limit and can be stopped for good."""

import os
import signal
import time

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger
from papermill.translators import papermill_translators

from .translator import TypeScriptTranslator

papermill_translators.register("typescript", TypeScriptTranslator)


class MarketbookEngine(NBClientEngine):
    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, start_timeout=60, execution_timeout=None, on_cell=None, deadline=None, input_path=None, **options
    ):
        client = Client(
            nb_man, kernel_name=kernel_name, log=logger, startup_timeout=start_timeout, timeout=execution_timeout, **options
        )
        client.on_cell = on_cell
        if deadline is not None:
            client.timeout_func = lambda _cell: max(1, int(deadline - time.monotonic()))
        Client.running = client
        try:
            return client.execute()
        finally:
            Client.running = None


class Client(PapermillNotebookClient):
    running = None
    on_cell = None

    def execute_cell(self, cell, cell_index, **options):
        if cell.cell_type == "code" and self.on_cell:
            code = [index for index, each in enumerate(self.nb.cells) if each.cell_type == "code"]
            self.on_cell(code.index(cell_index) + 1, len(code))
        return super().execute_cell(cell, cell_index, **options)


def kill_kernel():
    """Ends the kernel and what it started at once; there is nothing in it to save."""
    manager = Client.running and Client.running.km
    process = getattr(manager, "provisioner", None)
    pid = getattr(process, "pid", None)
    if not pid:
        return
    try:
        os.killpg(os.getpgid(pid), signal.SIGKILL) if hasattr(os, "killpg") else os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
