"""What the pool keeps: kernels that stand by, and runs with the connection of their caller."""

import json
import os
import secrets
import time

from .pool_kernel import Standby
from .pool_process import die_with_parent

STOPPING_SECONDS = 3


class Kernel:
    """A kernel that stands by; what it prints outside of cells waits in a pipe for the run that takes it."""

    def __init__(self, environment):
        self.output, theirs = os.pipe()
        self.standby = Standby(environment, output=theirs, preexec=die_with_parent, rehearse=True)
        os.close(theirs)
        self.ready = False

    def close(self):
        """What a kernel that ended by itself had started goes on, as after a cold run."""
        if self.standby.process.poll() is None:
            self.standby.kill()
        self.standby.starter.close()
        self.standby.process.wait()
        if self.output is not None:
            os.close(self.output)
            self.output = None


class Run:
    def __init__(self, connection, request):
        self.connection, self.request = connection, request
        self.key = secrets.token_hex(16)
        self.streams = {}
        self.kernel = self.pid = self.stop_by = None

    def stop(self, number):
        """Asks the run to end; it is killed where it does not."""
        self.stop_by = self.stop_by or time.monotonic() + STOPPING_SECONDS
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass


def receive(connection):
    try:
        return connection.recv(1 << 20)
    except OSError:
        return b""


def say(connection, value):
    try:
        connection.sendall(f"{json.dumps(value)}\n".encode())
    except OSError:
        pass  # the caller is gone
