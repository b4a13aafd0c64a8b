"""Small jobs on Python's own pool of processes, one a call, as `map` gives them out by default."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from conversation import serve


def square(job):
    return job["x"] * job["x"]


def answer(question):
    begin = time.perf_counter()
    with ProcessPoolExecutor(question["workers"], mp_context=get_context("spawn")) as pool:
        total = sum(pool.map(square, [{"x": x} for x in range(question["jobs"])]))
    return {"seconds": time.perf_counter() - begin, "sum": total}


if __name__ == "__main__":
    serve(answer)
