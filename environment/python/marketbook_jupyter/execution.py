"""What a run of the command line tells the run record (`lib/runs`): one file of JSON, there from the first moment and whole at any.

MARKETBOOK_EXECUTION names the file. Where the executed copy is no local file, it is kept beside it.
"""

import json
import math
import os
from pathlib import Path

import nbformat

from .checked import filled_path
from .copies import is_local, write_whole
from .refusal import Refusal

NAME = "MARKETBOOK_EXECUTION"


def begin_execution(told, supervision):
    """As the command line has been read. The notebook's kernel does not inherit the name: what it starts writes its own."""
    supervision.execution = os.environ.pop(NAME, None)
    if supervision.execution:
        _write(supervision, {**told, **_places(told), "limits": _limits(supervision)})


def end_execution(summary, supervision):
    """As it ends, whatever came of it."""
    if supervision.execution:
        places = _places(summary)
        kept = {} if is_local(places["output"]) else {"copy": _copy(supervision)}
        # papermill's other engines leave no notebook here.
        begun = supervision.notebook is not None or (summary.get("failure") or {}).get("errorName") != "Refused"
        _write(supervision, {**summary, **places, **kept, "limits": _limits(supervision), "begun": begun})


def _copy(supervision):
    if supervision.notebook is None:
        return None
    file = Path(supervision.execution).with_suffix(".ipynb")
    write_whole(file, nbformat.writes(supervision.notebook))
    return str(file)


def _places(told):
    """The output as it was written, and as it is called once parameters stand in its name."""
    return {"asked": told["output"], **{each: _filled(told[each], told["parameters"] or {}) for each in ("input", "output")}}


def _filled(place, parameters):
    try:
        return filled_path(place, parameters) if place else place
    except Refusal:
        return place


def _limits(supervision):
    return {"seconds": supervision.time_limit, "memoryBytes": supervision.memory_limit, "retries": supervision.retries}


def _write(supervision, value):
    write_whole(Path(supervision.execution), json.dumps(_plain(value), ensure_ascii=False, default=str))


def _plain(value):
    """JSON has no number that is not finite, and names that are text alone."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
