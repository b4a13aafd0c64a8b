"""Ctrl-C, a polite end and the parent's death end a run with its kernel."""

import os
import signal
import threading

from .engine import kill_kernel


def stop_on_signals():
    """The first signal stops the run; later ones do not disturb the cleaning up."""

    def stop(_signal, _frame):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        kill_kernel()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def stop_with_standard_input():
    """The parent holds this process's input open; when it closes, for whatever reason, the run is over."""

    def wait():
        while os.read(0, 4096):  # not sys.stdin: its lock would be held at the interpreter's end
            pass
        kill_kernel()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
