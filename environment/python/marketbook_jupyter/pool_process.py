"""What the pool needs of the system: a child that dies with it, and what a process takes of memory."""

import ctypes
import os
import signal
import subprocess
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(number=signal.SIGKILL):
    """Linux ends this process when its parent is killed outright, even while it computes. Elsewhere processes look after their parent themselves."""
    if _libc:
        _libc.prctl(_PR_SET_PDEATHSIG, int(number))


def memory_bytes(pid):
    """Resident memory; 0 for a process that is gone."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    if sys.platform == "linux":
        return 0
    found = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()
    return 1024 * int(found) if found else 0
