"""A kernel to ask, for the tests: one JSON request a line on standard input, one JSON answer a line on standard output.

{"do": "run", "cells": ["1 + 1"], "goOn": true} sends all cells at once and answers what each put out.
"interruptAfter": seconds sends an interrupt. {"do": "complete" | "inspect", "code", "at"} and {"do": "info"} answer the reply.
"""

import json
import sys
import threading

from jupyter_client.manager import start_new_kernel


def main():
    manager, client = start_new_kernel(kernel_name="tslab", cwd=sys.argv[1])
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
    if "interruptAfter" in asked:
        threading.Timer(asked["interruptAfter"], manager.interrupt_kernel).start()
    replies = {each: reply(client, each) for each in sent}
    outputs = {each: [] for each in sent}
    idle = set()
    while len(idle) < len(sent):
        message = client.get_iopub_msg(timeout=60)
        cell = message["parent_header"].get("msg_id")
        if cell not in outputs:
            continue
        if message["msg_type"] == "status":
            idle |= {cell} if message["content"]["execution_state"] == "idle" else set()
        else:
            outputs[cell].append({"type": message["msg_type"], **message["content"]})
    return [{"status": replies[each]["status"], "outputs": outputs[each]} for each in sent]


def reply(client, sent):
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == sent:
            return message["content"]


if __name__ == "__main__":
    main()
