"""Runs a command on a terminal of its own, for the tests: terminal.py ASKED KEYS COMMAND…

When the command has printed ASKED, KEYS are pressed. What it printed goes to standard output, its exit code is this one's.
"""

import os
import pty
import sys


def main(asked, keys, *command):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(command[0], command)
    printed, is_asked = b"", False
    while piece := read(terminal):
        printed += piece
        if not is_asked and asked.encode() in printed:
            is_asked = True
            os.write(terminal, keys.encode())
    sys.stdout.buffer.write(printed)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that nobody holds the other side any more
        return b""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
