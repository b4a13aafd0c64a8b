"""What a warm kernel and an imported package were made of: when it changes, they must go."""

import os

from .pool_kernel import ROOT

FILES = (
    "package.json", "package-lock.json", "node_modules/.package-lock.json", "tsconfig.json", ".venv/pyvenv.cfg",
    "environment/variables.mjs", "environment/typescript.mjs",
)
FOLDERS = ("environment/jupyter/kernels/tslab", "environment/python/marketbook_jupyter", "environment/python/locks")


def digest():
    """Size and time of each file that a kernel or the package was loaded from."""
    listed = [os.path.join(folder, name) for folder in FOLDERS for name in _names(folder)]
    return tuple((name, *_state(name)) for name in (*FILES, *sorted(listed)))


def is_there():
    return os.path.exists(ROOT / "package.json")


def _names(folder):
    try:
        return [name for name in os.listdir(ROOT / folder) if not name.startswith(("_", "."))]
    except FileNotFoundError:
        return []


def _state(name):
    try:
        found = os.stat(ROOT / name)
    except FileNotFoundError:
        return ()
    return found.st_mtime_ns, found.st_size
