"""A run of the pool, in its fork: the caller's folder, environment and streams, and then the very command that a cold run is."""

import atexit
import json
import logging
import os
import signal
import sys
import threading
import time

import IPython  # noqa: F401  which papermill's progress bar imports when it is first shown
import nbformat
import tqdm.auto  # noqa: F401

from . import command, pool_manager
from .engine import kill_kernel
from .pool_kernel import waiting
from .pool_process import die_with_parent

for minor in (4, 5):  # the schema of notebooks is compiled when the first one is checked
    nbformat.validate(nbformat.from_dict({"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": []}))

LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 2


def perform(request, streams, connection, kernel):
    """Gives the exit code."""
    pool = os.getppid()
    die_with_parent(signal.SIGTERM)  # which ends the kernel and removes what is half written
    os.dup2(streams["stdout"].fileno(), 1)
    os.dup2(streams["stderr"].fileno(), 2)
    for stream in streams.values():
        stream.close()
    os.environ.clear()
    os.environ.update(request["environment"])
    os.umask(request["umask"])
    os.chdir(request["folder"])
    time.tzset()
    if os.getppid() != pool:
        return 1
    threading.Thread(target=_outlive_nobody, args=(pool,), daemon=True).start()
    if kernel:
        waiting.append(kernel.standby)
        threading.Thread(target=_pass_on, args=(kernel.output,), daemon=True).start()
    pool_manager.on_start.append(lambda how: connection.sendall(f"{json.dumps({'kernel': how})}\n".encode()))
    sys.argv = ["notebook", *request["arguments"]]
    try:
        command.main()
        return 0
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(bool(error.code))
    finally:
        atexit._run_exitfuncs()
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()


def _outlive_nobody(pool):
    while os.getppid() == pool:
        time.sleep(LOOK_SECONDS)
    kill_kernel()
    time.sleep(PATIENCE_SECONDS)
    os._exit(1)


def _pass_on(output):
    """What the kernel's process prints outside of cells, libraries' notices above all, goes where a cold kernel prints it."""
    while piece := os.read(output, 65536):
        os.write(2, piece)
