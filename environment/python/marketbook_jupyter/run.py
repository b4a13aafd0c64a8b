"""One notebook, headless, for `lib/runs/notebooks/notebookRunner.ts`.

The first line of standard input is JSON: input, output, parameters, timeoutSeconds, memoryLimitBytes, retries, cwd, tellsPrinted. Standard output
is JSON lines: {"cell": 3, "of": 12} as each code cell starts, {"printed": "..."} as it prints where that is asked for,
{"retry": 1, "cell", "from", "errorName", "errorMessage"} before something is repeated, then one outcome:
{"ok": true, "retries", "peakMemoryBytes"} or {"ok": false, "cell", "errorName", "errorMessage", "traceback"} as well.
When standard input closes, the run is stopped.
"""

import json
import sys

from .pool_kernel import import_quickly, start_early

if __name__ == "__main__":
    asked = json.loads(sys.stdin.buffer.readline())
    start_early([asked["input"]])
import_quickly()

import logging

from papermill.exceptions import PapermillException, PapermillExecutionError

from .checked import execute_checked
from .refusal import Refusal
from .stopping import stop_on_signals, stop_with_standard_input
from .supervision import Supervision


def main(asked):
    logging.basicConfig(level="ERROR")
    stop_on_signals()
    stop_with_standard_input()
    try:
        tell(outcome(asked))
    except KeyboardInterrupt:
        sys.exit(130)


def outcome(asked):
    supervision = Supervision(
        time_limit=asked.get("timeoutSeconds"), memory_limit=asked.get("memoryLimitBytes"), retries=asked.get("retries") or 0,
        on_cell=lambda number, total: tell({"cell": number, "of": total}),
        on_retry=lambda failed, count: tell({"retry": count, **failed}),
        on_printed=(lambda text: tell({"printed": text})) if asked.get("tellsPrinted") else None,
    )
    try:
        execute_checked(
            asked["input"], asked["output"], asked.get("parameters") or {}, supervision=supervision, cwd=asked.get("cwd"),
            engine_name="marketbook", progress_bar=False, keeps_older=True,
        )
        ended = {"ok": True}
    except PapermillExecutionError as error:
        ended = failure(supervision.cell, error.ename, error.evalue, error.traceback)
    except (Refusal, PapermillException, OSError) as error:
        name = supervision.reason[0] if supervision.reason else "NotStarted"
        ended = failure(0, name, str(error), [])
    return {**ended, "retries": len(supervision.retried), "peakMemoryBytes": supervision.peak_memory}


def failure(cell, name, message, traceback):
    return {"ok": False, "cell": cell, "errorName": name, "errorMessage": message, "traceback": "\n".join(traceback)}


def tell(line):
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(asked)
