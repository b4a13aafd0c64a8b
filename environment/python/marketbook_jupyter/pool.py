"""The pool of warm kernels: a process with papermill imported and kernels that stand by (`npx marketbook kernels start`).

Each run is a fork of this process, which imported everything, in the folder and environment of its caller; it takes one kernel,
which nobody used before and nobody uses after. Callers speak JSON lines on a Unix socket that only this user can open.
This process stays single-threaded and opens no ZeroMQ context: both would not survive the forks.
"""

import fcntl
import json
import os
import selectors
import signal
import sys
import time

from . import pool_address, pool_freshness
from .pool_kernel import differing, kill_group
from .pool_members import Kernel, Run, receive, say
from .pool_process import memory_bytes

TICK_SECONDS = 2
STREAMS = ("stdout", "stderr")


class Pool:
    def __init__(self, size, idle_seconds, lock):
        self.lock = lock
        self.size, self.idle_seconds = size, idle_seconds
        self.environment = dict(os.environ)
        self.fresh = pool_freshness.digest()
        self.selector = selectors.DefaultSelector()
        self.kernels = []  # Kernel, those that stand by
        self.runs = {}  # process id of the fork → Run
        self.asked = {}  # key of a run whose streams are still to come → Run
        self.finished = 0
        self.since = self.used = time.time()
        self.stopping = self.told = False

    def serve(self, listener):
        read, write = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(write, False)
        signal.set_wakeup_fd(write)
        for number in (signal.SIGCHLD, signal.SIGHUP):
            signal.signal(number, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.be_told)
        self.selector.register(listener, selectors.EVENT_READ, self.accept)
        self.selector.register(read, selectors.EVENT_READ, lambda: os.read(read, 4096))
        self.listener = listener
        while not (self.stopping and not self.runs):
            self.fill()
            for key, _ in self.selector.select(TICK_SECONDS):
                key.data()
            self.reap()
            self.look()

    def be_told(self, *_):
        self.told = True  # a handler may run between any two lines of the loop, which then does what is to do

    # Kernels

    def fill(self):
        """A kernel is replaced while nothing runs, or at once where none is left: starting one takes a core for two seconds."""
        if not self.stopping and len(self.kernels) < self.size and (not self.runs or not self.kernels):
            kernel = Kernel(self.environment)
            self.kernels.append(kernel)
            self.selector.register(kernel.standby.starter, selectors.EVENT_READ, lambda: self.hear_kernel(kernel))

    def take(self, kernel):
        self.kernels.remove(kernel)
        self.selector.unregister(kernel.standby.starter)
        return kernel

    def hear_kernel(self, kernel):
        kernel.ready = receive(kernel.standby.starter).endswith(b"ready\n")
        if not kernel.ready:
            self.take(kernel).close()

    def reap(self):
        for kernel in [each for each in self.kernels if each.standby.process.poll() is not None]:
            self.take(kernel).close()
            time.sleep(0.1)  # one that cannot start is not started in a hurry
        for run in list(self.runs.values()):
            if run.kernel:
                run.kernel.standby.process.poll()
            found, status = os.waitpid(run.pid, os.WNOHANG)
            if found:
                self.end(run, os.waitstatus_to_exitcode(status))

    # Requests

    def accept(self):
        connection, _ = self.listener.accept()
        if not pool_address.is_own(connection):
            connection.close()
            return
        heard = bytearray()
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.hear(connection, heard))

    def hear(self, connection, heard):
        piece = receive(connection)
        heard += piece
        line, end, rest = bytes(heard).partition(b"\n")
        if not piece or end:
            self.selector.unregister(connection)
        if not piece:
            connection.close()
        elif end:
            try:
                self.answer(connection, json.loads(line), rest)
            except (ValueError, KeyError, TypeError) as error:
                say(connection, {"refused": f"the request could not be read: {error}"})
                connection.close()

    def answer(self, connection, request, rest):
        if request["do"] == "run":
            self.ask_for_streams(connection, request)
        elif request["do"] == "stream":
            self.take_stream(connection, request)
        else:
            if request["do"] == "stop":
                self.stop(now=bool(request.get("now")))
            say(connection, self.status())
            connection.close()

    def ask_for_streams(self, connection, request):
        reason = self.refusal(request)
        if reason:
            say(connection, {"refused": reason})
            connection.close()
            return
        run = Run(connection, request)
        self.asked[run.key] = run
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.instruct(run))
        say(connection, {"key": run.key})

    def refusal(self, request):
        if self.stopping or pool_freshness.digest() != self.fresh:
            self.stop()
            return "it is ending, since the code of kernel or runner has changed"
        names = differing(self.environment, request["environment"])
        return f"it was started with another {', '.join(names)}" if names else None

    def take_stream(self, connection, request):
        run = self.asked.get(request["key"])
        if run is None or request["as"] not in STREAMS:
            connection.close()
            return
        run.streams[request["as"]] = connection
        if len(run.streams) == len(STREAMS):
            del self.asked[run.key]
            self.begin(run)

    def instruct(self, run):
        """The caller passes a signal on, or is gone: then the run is stopped."""
        piece = receive(run.connection)
        for line in piece.split(b"\n") if piece else [b'{"signal": "SIGTERM"}']:
            if line and run.pid:
                number = {"SIGINT": signal.SIGINT, "SIGTERM": signal.SIGTERM}.get(json.loads(line).get("signal"))
                if number:
                    run.stop(number)
        if not piece:
            self.selector.unregister(run.connection)
            self.asked.pop(run.key, None)
            for stream in run.streams.values() if not run.pid else ():
                stream.close()

    # Runs

    def begin(self, run):
        self.used = time.time()
        best = next((each for each in self.kernels if each.ready), next(iter(self.kernels), None))
        run.kernel = best and self.take(best)
        sys.stdout.flush()
        sys.stderr.flush()
        run.pid = os.fork()
        if run.pid == 0:
            self.become(run)
        self.runs[run.pid] = run
        for stream in run.streams.values():
            stream.close()
        if run.kernel:
            run.kernel.standby.starter.close()

    def become(self, run):
        """In the fork: closes what is the pool's, and is the run from here on."""
        code = 1
        try:
            for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.set_wakeup_fd(-1)
            mine = [run.connection, run.kernel and run.kernel.standby.starter]
            for key in list(self.selector.get_map().values()):
                if key.fileobj not in mine and not isinstance(key.fileobj, int):
                    key.fileobj.close()
            self.selector.close()
            for other in self.asked.values():
                for stream in other.streams.values():
                    stream.close()  # its caller reads until nobody holds it
            os.close(self.lock)
            os.setsid()
            from .pool_run import perform

            code = perform(run.request, run.streams, run.connection, run.kernel)
        except BaseException:  # what is left of the fork must never go on as a pool
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(code)

    def end(self, run, code):
        del self.runs[run.pid]
        self.finished += 1
        self.used = time.time()
        if run.kernel:
            run.kernel.close()
        say(run.connection, {"exit": code if code >= 0 else 128 - code})
        if run.connection in (each.fileobj for each in self.selector.get_map().values()):
            self.selector.unregister(run.connection)
        run.connection.close()

    # The pool's own end

    def look(self):
        if self.told:
            self.told = False
            self.stop(now=True)
        for run in self.runs.values():
            if run.stop_by and time.monotonic() > run.stop_by:
                kill_group(run.pid)
        idle = not self.runs and time.time() - self.used > self.idle_seconds
        if not self.stopping and (idle or not pool_freshness.is_there() or pool_freshness.digest() != self.fresh):
            self.stop()

    def stop(self, now=False):
        """No new runs; those that run end first, unless `now`."""
        self.stopping = True
        while self.kernels:
            self.take(self.kernels[0]).close()
        for run in self.runs.values() if now else ():
            run.stop(signal.SIGTERM)

    def status(self):
        kernels = [{"pid": each.standby.pid, "state": "ready" if each.ready else "starting", "bytes": memory_bytes(each.standby.pid)} for each in self.kernels]
        running = [{"pid": each.kernel.standby.pid, "state": "running", "bytes": memory_bytes(each.kernel.standby.pid)} for each in self.runs.values() if each.kernel]
        return {
            "pid": os.getpid(), "bytes": memory_bytes(os.getpid()), "since": self.since, "size": self.size, "stopping": self.stopping,
            "running": len(self.runs), "finished": self.finished, "idleSeconds": self.idle_seconds, "kernels": [*kernels, *running],
        }


def main():
    size, idle_seconds = int(sys.argv[1]), float(sys.argv[2])
    folder = pool_address.folder()
    lock = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(0)  # there is one
    pool = Pool(size, idle_seconds, lock)
    listener = pool_address.listen(folder)
    from . import pool_run  # noqa: F401  papermill and all that it imports

    try:
        pool.serve(listener)
    finally:
        pool_address.remove(folder)


if __name__ == "__main__":
    main()
