"""A kernel manager that takes a kernel which stands by where it fits, and starts one as ever where none does."""

import asyncio
import os
import signal
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from . import sockets
from .pool_kernel import SPEC, waiting

# A client's subscription reaches the kernel within this time; what is published before it is lost, and asking again takes ANSWER_SECONDS.
SUBSCRIBED_SECONDS = 0.02
ANSWER_SECONDS = 0.2
POLL_SECONDS = 0.01
# macOS takes 104 bytes for the path of a socket, Linux 108.
LONGEST_PATH = 100

on_start = []
"""Called with "warm" or "new" when a kernel has been started for a notebook."""


class KernelClient(AsyncKernelClient):
    async def _async_wait_for_ready(self, timeout=None):
        await asyncio.sleep(SUBSCRIBED_SECONDS)
        if not await self._is_ready():
            await super()._async_wait_for_ready(timeout)

    wait_for_ready = _async_wait_for_ready

    async def _is_ready(self):
        """Whether the kernel answers at once on both channels. jupyter_client would wait 0.2 s for more; after `idle` nothing more comes."""
        asked = self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=ANSWER_SECONDS)
            state = None
            while state != "idle":
                said = await self.iopub_channel.get_msg(timeout=ANSWER_SECONDS)
                if said["parent_header"].get("msg_id") == asked:
                    state = said["content"].get("execution_state")
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


class KernelManager(AsyncKernelManager):
    """Speaks with the TypeScript kernel by sockets in a folder of their own: a port that is found free may be another's before a kernel has bound it."""

    client_factory = KernelClient

    folder = lock = None

    async def _async_pre_start_kernel(self, **options):
        if self.folder is None and os.name == "posix" and self.kernel_name == SPEC.name:
            self.folder, self.lock = sockets.open_folder()
            if len(os.fsencode(self.folder / "kernel-ipc-5")) <= LONGEST_PATH:
                self.transport, self.connection_file = "ipc", str(self.folder / "kernel.json")
        return await super()._async_pre_start_kernel(**options)

    pre_start_kernel = _async_pre_start_kernel

    async def _async_cleanup_resources(self, restart=False):
        await super()._async_cleanup_resources(restart)
        if self.lock is not None and not restart:
            sockets.close_folder(self.folder, self.lock)
            self.lock = None

    cleanup_resources = _async_cleanup_resources

    async def _async_launch_kernel(self, kernel_cmd, **options):
        environment = options.get("env") or os.environ
        standby = next((each for each in waiting if each.fits(kernel_cmd, environment)), None)
        if standby:
            waiting.remove(standby)
        if standby and standby.serve(self.connection_file, options.get("cwd") or os.getcwd(), environment):
            self.provisioner.process, self.provisioner.pid, self.provisioner.pgid = Served(standby), standby.pid, standby.pid
            self.provisioner.cwd = options.get("cwd") or os.getcwd()
            self._reconcile_connection_info(self.provisioner.connection_info)
        else:
            await super()._async_launch_kernel(kernel_cmd, **options)
        for tell in on_start:
            tell("warm" if standby else "new")

    async def _async_finish_shutdown(self, waittime=None, pollinterval=POLL_SECONDS, restart=False):
        await super()._async_finish_shutdown(waittime, pollinterval, restart)

    finish_shutdown = _async_finish_shutdown


class Served:
    """What a provisioner asks of a process: this one may be another process's child, which then sees to its end."""

    stdin = stdout = stderr = None

    def __init__(self, standby):
        self.standby = standby  # keeps the socket open that the kernel dies without
        self.pid = standby.pid
        self.own = standby.process if standby.owner == os.getpid() else None

    def poll(self):
        if self.own:
            return self.own.poll()
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self):
        return self.own.wait() if self.own else self.poll()

    def send_signal(self, signum):
        os.kill(self.pid, signum)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

