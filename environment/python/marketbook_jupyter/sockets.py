"""Folders of sockets in the system's temporary folder: a runner's own for as long as it lives, and gone with it, also where it was killed outright."""

import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "marketbook-sockets-"
LOCK = "lock"


def open_folder():
    """A new folder, and the handle of the lock by which others see that its process lives. Those whose process is gone are removed first."""
    remove_left_over()
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        handle = _locked(folder / LOCK, create=True)
        # Another runner may have taken it for one that was left, in the moment between its making and its lock.
        if handle is not None and folder.exists():
            return folder, handle
        if handle is not None:
            os.close(handle)


def close_folder(folder, handle):
    shutil.rmtree(folder, ignore_errors=True)
    os.close(handle)


def remove_left_over():
    """Removes this user's folders that nobody holds. The lock of a process ends with it, whatever ended it; its number may be another's by now."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if folder.is_symlink() or folder.lstat().st_uid != os.getuid():
                continue
            handle = _locked(folder / LOCK, create=False)
        except OSError:
            continue  # another runner was faster, or it is none of ours
        if handle is not None:
            close_folder(folder, handle)


def _locked(file, create):
    """The handle of a file that nobody else holds, else None."""
    import fcntl  # not on Windows, where there are no such sockets

    try:
        handle = os.open(file, os.O_RDWR | os.O_NOFOLLOW | (os.O_CREAT if create else 0), 0o600)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
