"""Seconds from asking for a TypeScript kernel to its first answer: started then, or one that stands by."""

import os
import time

from conversation import serve
from jupyter_client.manager import start_new_kernel
from marketbook_jupyter.pool_kernel import Standby, waiting
from marketbook_jupyter.pool_manager import KernelManager
from traitlets.config import Config  # noqa: F401  loaded before anything is timed


def cold():
    begin = time.perf_counter()
    manager, client = start_new_kernel(kernel_name="tslab")
    seconds = time.perf_counter() - begin
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return seconds


def warm():
    import asyncio

    standby = Standby(rehearse=True)
    if not standby.starter.recv(64).endswith(b"ready\n"):
        raise RuntimeError("the kernel did not begin")
    waiting.append(standby)

    async def ready():
        manager = KernelManager(kernel_name="tslab")
        begin = time.perf_counter()
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        seconds = time.perf_counter() - begin
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return seconds

    return asyncio.run(ready())


def answer(question):
    start = {"cold": cold, "warm": warm}[question["ask"]]
    return {"seconds": sum(start() for _ in range(question["count"]))}


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    serve(answer)
