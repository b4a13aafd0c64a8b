"""A kernel to ask, for the tests: one JSON request a line on standard input, one JSON answer a line on standard output.

{"do": "run", "cells": ["1 + 1"], "goOn": true} sends all cells at once and answers what each put out.
With "interrupt": file they are interrupted when a cell has written that file.
{"do": "complete" | "inspect", "code", "at"} and {"do": "info"} answer the reply.
"""

import json
import os
import sys
import threading
import time

from jupyter_client.manager import start_new_kernel

# A loaded machine takes many times the seconds of an idle one.
PATIENCE_SECONDS = 240


def main():
    manager, client = start_new_kernel(startup_timeout=PATIENCE_SECONDS, kernel_name="tslab", cwd=sys.argv[1])
    try:
        for line in sys.stdin:
            print(json.dumps(answer(manager, client, json.loads(line))), flush=True)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def answer(manager, client, asked):
    if asked["do"] == "run":
        return run(manager, client, asked)
    if asked["do"] == "info":
        return reply(client, client.kernel_info())
    ask = client.complete if asked["do"] == "complete" else client.inspect
    return reply(client, ask(asked["code"], asked["at"]))


def run(manager, client, asked):
    sent = [client.execute(code, stop_on_error=not asked.get("goOn", False)) for code in asked["cells"]]
    if "interrupt" in asked:
        threading.Thread(target=interrupt_at, args=(asked["interrupt"], manager), daemon=True).start()
    replies = {each: reply(client, each) for each in sent}
    outputs = {each: [] for each in sent}
    idle = set()
    while len(idle) < len(sent):
        message = client.get_iopub_msg(timeout=PATIENCE_SECONDS)
        cell = message["parent_header"].get("msg_id")
        if cell not in outputs:
            continue
        if message["msg_type"] == "status":
            idle |= {cell} if message["content"]["execution_state"] == "idle" else set()
        else:
            outputs[cell].append({"type": message["msg_type"], **message["content"]})
    return [{"status": replies[each]["status"], "outputs": outputs[each]} for each in sent]


def interrupt_at(file, manager):
    while not os.path.exists(file):
        time.sleep(0.05)
    time.sleep(0.2)  # so that the cell is past its file
    manager.interrupt_kernel()


def reply(client, sent):
    while True:
        message = client.get_shell_msg(timeout=PATIENCE_SECONDS)
        if message["parent_header"].get("msg_id") == sent:
            return message["content"]


if __name__ == "__main__":
    main()
