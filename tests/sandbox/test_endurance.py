"""Thousands of answers, one in ten hostile: nothing is used up, nothing stays, no answer is lost.

CHAINRULE_ENDURANCE is the number of answers; a few hundred unless it says more.
"""

import ctypes
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from grader.core.run import Call, Job
from grader.sandbox import WORKERS, Sandbox
from tests.conftest import ROOT
from tests.sandbox.test_apart import alive, descendants

ANSWERS = int(os.environ.get("CHAINRULE_ENDURANCE", "300"))
THREADS = 16
KILLS = max(3, ANSWERS // 500)

GOOD = "import numpy as np\ndef f(X):\n    return X.T @ X"
HOSTILE = [
    "import os\ndef f(X):\n    os._exit(1)",
    "import os\ndef f(X):\n    os.abort()",
    "import ctypes\ndef f(X):\n    ctypes.string_at(0)",
    "import os\ndef f(X):\n    while True: os.write(1, b'x' * 65536)",
    "import os\ndef f(X):\n    while True: os.write(3, b'x' * 65536)",
    "import os\ndef f(X):\n    os.kill(os.getppid(), 9); os.kill(-1, 9)",
    "def f(X):\n    return bytearray(1 << 40)",
    "def f(X):\n    return f(X)",
    "import os\ndef f(X):\n    os.close(3); os.close(1); os.close(0)",
    "def f(X):\n    while True: pass",
]
EVERY = 10
# What malloc has given out; what it keeps for its threads, after a flood, is no leak.
MALLINFO = ctypes.CDLL(None).mallinfo2
MALLINFO.restype = type(
    "Counts",
    (ctypes.Structure,),
    {
        "_fields_": [(name, ctypes.c_size_t) for name in "abcdefghij"],
        "__getitem__": lambda self, i: getattr(self, "abcdefghij"[i]),
    },
)
MAPPED, IN_USE = 4, 7
X = np.arange(6.0).reshape(2, 3)


def job(number):
    hostile = number % EVERY == 0
    source = HOSTILE[number // EVERY % len(HOSTILE)] if hostile else GOOD
    return Job(source, "f", (Call((X,)),), seconds=0.2 if hostile else 5.0)


def right(outcome):
    return outcome.status == "finished" and np.array_equal(outcome.results[0].value, X.T @ X)


def graded(sandbox, numbers):
    """The numbers of the good answers among these that were not found right."""
    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = pool.map(sandbox.run, map(job, numbers))
        return [n for n, o in zip(numbers, outcomes, strict=True) if n % EVERY and not right(o)]


def ours():
    """MiB in use, Python's blocks, descriptors and processes that belong to this process."""
    gc.collect()
    counts = MALLINFO()
    in_use = (counts[MAPPED] + counts[IN_USE]) / 2**20
    files = len(os.listdir("/proc/self/fd"))
    return in_use, sys.getallocatedblocks(), files, len(descendants(os.getpid()))


def eventually(true):
    end = time.monotonic() + 10
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def test_a_class_leaves_no_memory_descriptor_or_process_behind(monkeypatch):
    monkeypatch.setattr("grader.sandbox.pool.RETIRE", min(500, ANSWERS // 4))
    with Sandbox() as sandbox:
        assert graded(sandbox, range(ANSWERS // 3)) == []
        first = sandbox._pool._current
        memory, blocks, *rest = ours()
        assert graded(sandbox, range(ANSWERS // 3, ANSWERS)) == []
        assert sandbox._pool._current is not first
        assert eventually(lambda: all(map(int.__le__, ours()[2:], rest)))
        assert ours()[0] < memory + 8
        assert ours()[1] < blocks + 20_000
        assert not sandbox._pool._retired


@pytest.mark.parametrize("wanted", [None, WORKERS], ids=["server", "workers"])
def test_a_warm_process_killed_at_any_moment_costs_no_answer(wanted):
    with Sandbox(wanted=wanted) as sandbox:
        killer = threading.Thread(target=kill_warm_ones, args=(sandbox,))
        killer.start()
        lost = graded(sandbox, range(40))
        while killer.is_alive():
            lost += graded(sandbox, range(40))
        assert lost == []


def kill_warm_ones(sandbox):
    """Kill what stands by: the server, or a worker that waits; a retry comes to its end before."""
    for moment in np.random.default_rng(0).uniform(1.0, 1.5, KILLS):
        time.sleep(moment)
        for pid in warm(sandbox._pool):
            os.kill(pid, signal.SIGKILL)


def warm(pool):
    handles = [pool._current] if hasattr(pool, "_current") else pool._waiting[:1]
    return [handle.process.pid for handle in handles if handle]


PARENT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from grader.sandbox import Sandbox
from tests.sandbox.test_endurance import job
sandbox = Sandbox(wanted=sys.argv[1] or None)
print("started", flush=True)
with ThreadPoolExecutor(4) as pool:
    for outcome in pool.map(sandbox.run, map(job, range(10_000))):
        print(outcome.status, flush=True)
"""


@pytest.mark.parametrize("wanted", ["", WORKERS], ids=["server", "workers"])
def test_a_parent_killed_at_any_moment_leaves_nothing_running(wanted):
    for moment in np.random.default_rng(1).uniform(0.0, 1.0, KILLS):
        command = [sys.executable, "-c", PARENT, wanted]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
            parent.stdout.readline()
            time.sleep(moment)
            family = descendants(parent.pid)
            parent.kill()
        assert eventually(lambda family=family: not any(map(alive, family))), family
