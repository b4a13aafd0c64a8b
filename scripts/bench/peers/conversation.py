"""The conversation of a peer with a benchmark: JSON lines in on stdin, JSON lines out on stdout, one answer a question."""

import json
import os
import queue
import signal
import sys
import threading


def serve(answer_of):
    """Answers questions until the benchmark closes the input; then the process ends at once, whatever it is doing.

    `answer_of` gives the answer of a question, both dictionaries; what it raises is told instead.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the benchmark, which then ends its workers
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints is not an answer
    questions = queue.SimpleQueue()
    threading.Thread(target=read, args=(questions,), daemon=True).start()
    while True:
        question = json.loads(questions.get())
        try:
            answer = answer_of(question)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")


def read(questions):
    for line in sys.stdin:
        questions.put(line)
    os._exit(0)
