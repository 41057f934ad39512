"""A run under way can be looked at and stopped; who looks does no harm to others."""

import contextlib
import os
import signal
import threading
import time

import pytest

from grader.core.run import Call, Job
from grader.sandbox import Sandbox
from grader.sandbox.watched import KEPT, Watched
from tests.sandbox.test_apart import descendants

ENDLESS = """
def f(X):
    step = 0
    while True:
        step += 1
        if step in (1, 2):
            print("step", step)
"""


def job(source, seconds=20.0):
    return Job(source, "f", (Call((1,)),), seconds=seconds)


def test_lines_arrive_while_the_program_runs_and_it_can_be_stopped(sandbox):
    seen = []
    outcome = sandbox.run(job(ENDLESS), seen.append, lambda: "step 2" in "".join(seen))
    assert (outcome.status, outcome.message) == ("time", "You stopped this run.")
    assert "".join(seen) == outcome.output == "step 1\nstep 2\n"


def test_what_was_watched_is_what_was_printed(sandbox):
    source = (
        "import os, time\n"
        "def f(X):\n"
        "    for byte in '\\u0141\\u03b1\\x1b\\u202e\\U0001f600.\\n'.encode():\n"
        "        os.write(1, bytes([byte]))\n"
        "        time.sleep(0.02)\n"
    )
    seen = []
    outcome = sandbox.run(job(source), seen.append)
    assert "".join(seen) == outcome.output == "Łα😀.\n"


def test_a_watched_run_keeps_the_latest_lines(sandbox):
    watched = Watched(sandbox)
    source = "def f(X):\n    for i in range(10_000): print('loss', i)\n    return X"
    assert watched.run(job(source)).results[0].value == 1
    assert watched.latest(2) == "loss 9998\nloss 9999"
    assert len(watched.latest(10_000)) <= KEPT


def test_after_a_stop_no_further_job_goes_on(sandbox):
    watched = Watched(sandbox)
    watched.stop()
    assert watched.run(job(ENDLESS)).message == "You stopped this run."
    assert watched.run(job(ENDLESS)).results == ()


def gone(text):
    raise ConnectionError("nobody looks any more")


def test_a_watcher_that_fails_ends_its_run_and_no_other():
    with Sandbox() as sandbox:
        sandbox.run(job("def f(X): return X"))
        server = sandbox._pool._current.process.pid
        idle = descendants(server)
        with pytest.raises(ConnectionError):
            sandbox.run(job(ENDLESS), gone)
        wait_until(lambda: descendants(server) == idle)
        assert sandbox.run(job("def f(X): return X + 1")).results[0].value == 2
        assert sandbox._pool._current.process.pid == server


@contextlib.contextmanager
def held_up(server, seconds):
    """A server that gets no processor time for so long, as on a machine that is busy."""
    processes = [server, *descendants(server)]

    def send(number):
        for process in processes:
            with contextlib.suppress(ProcessLookupError):  # one that was ended meanwhile
                os.kill(process, number)

    send(signal.SIGSTOP)
    timer = threading.Timer(seconds, send, [signal.SIGCONT])
    timer.start()
    yield
    timer.join()


def test_a_run_that_is_stopped_before_it_begins_costs_nobody_the_server():
    with Sandbox() as sandbox:
        sandbox.run(job("def f(X): return X"))
        server = sandbox._pool._current.process.pid
        with held_up(server, 0.3):
            outcome = sandbox.run(job(ENDLESS), cancelled=lambda: True)
        assert (outcome.status, outcome.message) == ("time", "You stopped this run.")
        assert sandbox._pool._current.process.pid == server


def test_what_was_printed_is_kept_when_the_end_is_reported_late():
    with Sandbox() as sandbox, contextlib.ExitStack() as late:
        sandbox.run(job("def f(X): return X"))
        server, seen = sandbox._pool._current.process.pid, []

        def look(text):
            seen.append(text)
            if "step 2" in "".join(seen):
                late.enter_context(held_up(server, 1.5))

        outcome = sandbox.run(job(ENDLESS), look, lambda: "step 2" in "".join(seen))
        assert outcome.message == "You stopped this run."
        assert "".join(seen) == outcome.output == "step 1\nstep 2\n"


def wait_until(true):
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
