"""A TypeScript kernel that is started before it is needed and then told which connection file it serves.

It imports nothing that takes time, so that a kernel can be started before papermill is imported.
"""

import atexit
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SPEC = ROOT / "environment/jupyter/kernels/tslab"
# Read by Node, Python or the C library when a process begins: a process that runs already cannot take them over.
READ_AT_START = re.compile(r"NODE_|PYTHON|LD_|DYLD_|GLIBC_|MALLOC_|UV_|LANG$|LANGUAGE$|LC_|TZ$|ICU_|SSL_|OPENSSL_")
BEGINNING_SECONDS = 60

waiting = []
"""Kernels that stand by for this process, the next one first."""


class Standby:
    """A kernel process of its own session; `starter` is the end of the socket by which it is told, and which it dies without."""

    def __init__(self, environment=None, output=None, preexec=None, rehearse=False):
        self.argv = _command("--standby") + (["--rehearse"] if rehearse else [])
        self.environment = dict(os.environ if environment is None else environment)
        self.starter, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                self.argv, stdin=theirs, stdout=output, stderr=output, cwd=ROOT, env=self.environment, start_new_session=True, preexec_fn=preexec
            )
        self.pid = self.process.pid
        self.owner = os.getpid()

    def fits(self, kernel_command, environment):
        """Whether this kernel is the one that the command would start in the environment."""
        return kernel_command[:-1] == _command("--standby")[:-1] and not differing(self.environment, environment)

    def serve(self, connection_file, folder, environment):
        """Tells the kernel, and returns when its sockets are bound. False where it has died."""
        umask = os.umask(0)
        os.umask(umask)
        order = {"connectionFile": str(connection_file), "environment": {**environment, "JPY_PARENT_PID": str(os.getpid())}, "folder": str(folder), "umask": umask}
        try:
            self.starter.setblocking(True)
            self.starter.settimeout(BEGINNING_SECONDS)
            self.starter.sendall(f"{json.dumps(order)}\n".encode())
            said = b""
            while b"serving\n" not in said:
                piece = self.starter.recv(64)
                if not piece:
                    return False
                said += piece
        except OSError:
            return False
        return True

    def kill(self):
        self.starter.close()
        kill_group(self.pid)


def differing(ours, theirs):
    """Names of the variables that only a new process can take over and that differ."""
    ours, theirs = _with_locale(ours), _with_locale(theirs)
    return sorted(name for name in {*ours, *theirs} if READ_AT_START.match(name) and ours.get(name) != theirs.get(name))


def _with_locale(environment):
    """Where the locale is C or none, Python takes UTF-8 and says so in its own LC_CTYPE (PEP 538), also to a kernel that it starts."""
    taken = environment.get("LC_CTYPE") or environment.get("LANG") or "C"
    is_taken = not environment.get("LC_ALL") and taken in ("C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8")
    return {**environment, "LC_CTYPE": "C.UTF-8"} if is_taken else environment


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def wanted_by(words):
    """Whether a papermill command line will start the TypeScript kernel: its first notebook names it, and no option another."""
    if any(word in ("-h", "--help", "--help-notebook", "--version", "--prepare-only") or word.startswith(("-k", "--kernel", "-l", "--language")) for word in words):
        return False
    notebook = next((word for word in words if word.endswith(".ipynb") and "://" not in word), None)
    try:
        return json.loads(Path(notebook or "").read_text(encoding="utf8"))["metadata"]["kernelspec"]["name"] == SPEC.name
    except (OSError, ValueError, KeyError, TypeError):
        return False


def start_early(words):
    """Starts the kernel of a papermill command line, so that it comes up while papermill is imported and the notebook checked."""
    if os.name == "posix" and wanted_by(words):
        atexit.register(discard)
        waiting.append(Standby())


def discard():
    """Ends the kernels that nobody took."""
    while waiting:
        waiting.pop().kill()


def import_quickly():
    """Leaves out the grammar of international web addresses, which takes 1.5 s to build: jsonschema does without it, and no schema of notebooks asks for it."""
    sys.modules.setdefault("rfc3987_syntax", None)


def _command(last):
    argv = json.loads((SPEC / "kernel.json").read_text(encoding="utf8"))["argv"]
    return [last if word == "{connection_file}" else word.replace("{resource_dir}", str(SPEC)) for word in argv]
