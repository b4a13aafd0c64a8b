"""One notebook, headless, for `lib/runs/notebookRunner.ts`.

The first line of standard input is JSON: input, output, parameters, timeoutSeconds. Standard output is JSON lines:
{"cell": 3, "of": 12} as each code cell starts, then one outcome: {"ok": true} or
{"ok": false, "cell", "errorName", "errorMessage", "traceback"}. When standard input closes, the run is stopped.
"""

import json
import logging
import sys
import time

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillException, PapermillExecutionError

from .checked import Refusal, execute_checked
from .stopping import stop_on_signals, stop_with_standard_input

at = {"cell": 0}


def main():
    logging.basicConfig(level="ERROR")
    stop_on_signals()
    asked = json.loads(sys.stdin.buffer.readline())
    stop_with_standard_input()
    try:
        tell(outcome(asked))
    except KeyboardInterrupt:
        sys.exit(130)


def outcome(asked):
    limit = asked.get("timeoutSeconds")
    try:
        execute_checked(
            asked["input"], asked["output"], asked.get("parameters") or {}, engine_name="marketbook", progress_bar=False,
            on_cell=tell_cell, deadline=None if limit is None else time.monotonic() + limit,
        )
    except PapermillExecutionError as error:
        return failure(error.exec_count or at["cell"], error.ename, error.evalue, error.traceback)
    except CellTimeoutError:
        return failure(at["cell"], "TimeLimit", f"the notebook took longer than {limit} s", [])
    except DeadKernelError:
        return failure(at["cell"], "DeadKernel", "the kernel ended; memory may have run out", [])
    except (Refusal, PapermillException, OSError) as error:
        return failure(0, "NotStarted", str(error), [])
    return {"ok": True}


def failure(cell, name, message, traceback):
    return {"ok": False, "cell": cell, "errorName": name, "errorMessage": message, "traceback": "\n".join(traceback)}


def tell_cell(number, total):
    at["cell"] = number
    tell({"cell": number, "of": total})


def tell(line):
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
