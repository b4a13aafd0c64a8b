"""One run as it goes: its limits, what it needed, and a thread that ends its kernel when a limit is reached or nobody waits for it."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

from .limits import in_words

LOOK_SECONDS = 0.25
LONGEST_PAUSE = 60


@dataclass
class Supervision:
    time_limit: float | None = None
    memory_limit: int | None = None
    retries: int = 0
    on_cell: Callable | None = None
    """Told the number of a code cell as it starts, and how many there are."""
    on_retry: Callable | None = None
    """Told what failed, and which retry follows."""
    on_printed: Callable | None = None
    """Told what cells print, as it comes."""
    parent: int | None = None
    """A process whose end ends the run."""
    started: float = field(default_factory=time.monotonic)
    cell: int = 0
    cells: int = 0
    peak_memory: int = 0
    retried: list = field(default_factory=list)
    reason: tuple | None = None
    """Name and message of what ended the run from outside its cells."""
    notebook: object = None
    """The executed copy so far."""
    execution: str | None = None
    """The file in which the run record is told of the run."""

    @property
    def seconds(self):
        return time.monotonic() - self.started

    def at_cell(self, number, total):
        self.cell, self.cells = number, total
        if self.on_cell:
            self.on_cell(number, total)

    def may_retry(self):
        return self.reason is None and len(self.retried) < self.retries

    def retry(self, name, message, where):
        """Counts it, says it and waits: 1 s before the first, twice as long before each that follows, a minute at most."""
        self.retried.append({"cell": self.cell, "from": where, "errorName": name, "errorMessage": message})
        if self.on_retry:
            self.on_retry(self.retried[-1], len(self.retried))
        time.sleep(min(2 ** (len(self.retried) - 1), LONGEST_PAUSE))

    def watch(self, kernel_pid, kill):
        """Looks four times a second until the returned event is set. `kernel_pid` answers None while there is no kernel."""
        over = threading.Event()
        threading.Thread(target=self._look, args=(kernel_pid, kill, over), daemon=True).start()
        return over

    def _look(self, kernel_pid, kill, over):
        parent = _process(self.parent) if self.parent else None
        while not over.wait(LOOK_SECONDS):
            pid = kernel_pid()
            used = memory_of(pid) if pid else 0
            self.peak_memory = max(self.peak_memory, used)
            self.reason = self.reason or self._ended_by(used, parent)
            if self.reason:
                kill()

    def _ended_by(self, used, parent):
        if self.time_limit is not None and self.seconds > self.time_limit:
            return "TimeLimit", f"the notebook took longer than {self.time_limit:g} s"
        if self.memory_limit is not None and used > self.memory_limit:
            return "MemoryLimit", f"the kernel and what it started held {in_words(used)}, more than the {in_words(self.memory_limit)} of --memory-limit"
        if self.parent and not (parent and parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE):
            return "Stopped", "the program that started the run has ended"
        return None


def memory_of(pid):
    """Bytes that a process and its descendants hold in memory; a page that two of them share counts twice."""
    process = _process(pid)
    if process is None:
        return 0
    total = 0
    for each in [process, *_descendants(process)]:
        try:
            total += each.memory_info().rss
        except psutil.Error:
            continue
    return total


def end_tree(pid, group=None):
    """Ends a process and all that it started, at once; there is nothing in them to save."""
    process = _process(pid)
    family = [*_descendants(process), process] if process else []
    if group and hasattr(os, "killpg") and group != os.getpgid(0):
        try:
            os.killpg(group, 9)
        except (ProcessLookupError, PermissionError):
            pass
    for each in family:
        try:
            each.kill()
        except psutil.Error:
            continue


def _process(pid):
    try:
        return psutil.Process(pid) if pid else None
    except psutil.Error:
        return None


def _descendants(process):
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []
