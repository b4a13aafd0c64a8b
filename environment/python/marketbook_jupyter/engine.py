"""papermill's own engine with our client (client.py) and kernels, which keeps limits and can be stopped for good."""

from nbclient.exceptions import DeadKernelError
from papermill.engines import NBClientEngine
from papermill.log import logger
from papermill.translators import papermill_translators

from .client import Client
from .pool_manager import KernelManager
from .refusal import Refusal
from .supervision import Supervision
from .translator import TypeScriptTranslator

papermill_translators.register("typescript", TypeScriptTranslator)

# A cell that printed much has its reply before all of its text has arrived; the text is waited for.
PRINTED_SECONDS = 120

running = None
"""The client of the notebook that runs in this process."""


class MarketbookEngine(NBClientEngine):
    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, start_timeout=60, execution_timeout=None, supervision=None, input_path=None, **options
    ):
        global running
        client = Client(
            nb_man, kernel_name=kernel_name, kernel_manager_class=KernelManager, log=logger, startup_timeout=start_timeout,
            timeout=execution_timeout, iopub_timeout=PRINTED_SECONDS, **options,
        )
        client.supervision = supervision or Supervision()
        client.supervision.notebook = nb_man.nb
        running = client
        over = client.supervision.watch(lambda: client.kernel_pid, client.kill)
        try:
            return client.execute()
        except (RuntimeError, DeadKernelError) as error:
            if client.is_ready:
                raise
            why = client.supervision.reason
            raise Refusal(why[1] if why else f"the kernel {kernel_name} did not start within {start_timeout} s: {error}. --start-timeout waits longer") from error
        finally:
            over.set()
            client.kill()
            running = None


def kill_kernel():
    """Ends the kernel that runs a notebook, if one does, and what it started."""
    if running:
        running.kill()
