"""Where papermill reads the notebook and saves its executed copy: read once, and at any moment either an older state or a newer one, whole."""

import os
import sys
import tempfile
from pathlib import Path


def is_local(path):
    """Neither a standard stream nor an address of papermill's other stores."""
    return bool(path) and path != "-" and "://" not in path


class Copies:
    """A handler of `papermill_io` for one run's own two places. Paths count from the folder in which the run was asked for, whatever --cwd says."""

    def __init__(self, text, output, keeps_older=False):
        """With `keeps_older` a notebook that lies at the output already stays there until `finish`."""
        self.text = text
        self.output = Path(output).absolute() if output != "-" else None
        self.is_late = self.output is None or keeps_older and self.output.exists()
        self.latest = None

    def read(self, _path):
        return self.text

    def write(self, text, _path):
        if self.is_late:
            self.latest = text
        else:
            write_whole(self.output, text)

    def forget(self):
        """The run was stopped: an older notebook stays. What goes to standard output goes there."""
        self.latest = None if self.output else self.latest

    def finish(self):
        """Standard output gets one notebook, the last, and so does the place of an older one."""
        if self.latest is None:
            return
        if self.output:
            write_whole(self.output, self.latest)
        else:
            sys.stdout.buffer.write(self.latest.encode("utf8"))
            sys.stdout.buffer.flush()

    def pretty_path(self, path):
        return path


def write_whole(path, text):
    """Beside its place and then renamed; a file's rights and a link stay as they were."""
    path = Path(os.path.realpath(path))
    handle, temporary = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf8") as file:
            file.write(text)
        os.chmod(temporary, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
