"""Where the pool listens: a socket that only this user can open, in a folder that only this user can enter."""

import hashlib
import os
import socket
import stat
import struct
import tempfile
from pathlib import Path

from .pool_kernel import ROOT

# macOS takes 104 bytes, Linux 108.
LONGEST = 100


def folder():
    """`.jupyter/pool` or what MARKETBOOK_KERNELS names; a folder of the system's temporary one where that path is too long for a socket.

    The same as in lib/runs/kernels/address.ts.
    """
    place = Path(os.environ.get("MARKETBOOK_KERNELS") or ROOT / ".jupyter/pool")
    if len(os.fsencode(place / "socket")) > LONGEST:
        digest = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
        place = Path(tempfile.gettempdir()) / f"marketbook-{os.getuid()}-{digest}"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = os.lstat(place)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise SystemExit(f"{place} is not a folder of yours; remove it and start the pool again")
    os.chmod(place, 0o700)
    return place


def listen(place):
    """Call it with the lock held: a socket that lies there then is of a pool that is gone."""
    remove(place)
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        listener.bind(os.path.join(place, "socket"))
    finally:
        os.umask(before)
    listener.listen(64)
    return listener


def remove(place):
    Path(place, "socket").unlink(missing_ok=True)


def is_own(connection):
    """Whether the other side is a process of this user; where the system does not tell, the folder's mode has kept others out."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    _, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return uid == os.getuid()
