"""Where nothing can be forked, every run has a process of its own, and the level says so."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.core.run import Call, Job
from grader.sandbox import CONFINED, LIMITED, WORKERS, Sandbox, SandboxTooWeak
from grader.sandbox.layers import ALL, NONE, only

GOOD = "def f(i):\n    return i + 1"


def job(source, *args, **options):
    return Job(source, "f", (Call(args),), **options)


@pytest.fixture
def workers():
    with Sandbox(wanted=WORKERS) as one:
        yield one


def waiting(sandbox):
    return [worker.process.pid for worker in sandbox._pool._waiting]


def test_no_wall_is_claimed(workers):
    assert (workers.layers, workers.level) == (NONE, LIMITED)
    with pytest.raises(SandboxTooWeak):
        Sandbox(CONFINED, WORKERS).run(job(GOOD, 1))


def test_every_run_has_a_process_of_its_own_that_others_stand_by_to_replace(workers):
    source = "import os\ndef f(): return os.getpid()"
    pids = [workers.run(job(source)).results[0].value for _ in range(4)]
    assert len({*pids, *waiting(workers)}) == 6


def test_sixteen_threads_at_once(workers):
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda i: workers.run(job(GOOD, i)), range(32)))
    assert [o.results[0].value for o in outcomes] == list(range(1, 33))


def test_a_worker_killed_while_it_waits_costs_a_retry_and_no_answer(workers):
    workers.run(job(GOOD, 1))
    os.kill(waiting(workers)[0], signal.SIGKILL)
    assert workers.run(job(GOOD, 1)).results[0].value == 2


def test_whoever_closes_leaves_no_process_behind():
    sandbox = Sandbox(wanted=WORKERS)
    sandbox.run(job(GOOD, 1))
    pids = waiting(sandbox)
    sandbox.close()
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize(
    ("named", "layers"),
    [("workers", NONE), ("rlimits, seccomp", only("rlimits", "seccomp")), ("", ALL)],
)
def test_the_environment_may_ask_for_less(named, layers, monkeypatch):
    monkeypatch.setenv("CHAINRULE_SANDBOX", named)
    with Sandbox() as sandbox:
        assert set(sandbox.layers.names) <= set(layers.names)
        assert sandbox.level == sandbox.run(job(GOOD, 1)).level


@pytest.mark.parametrize("wanted", [None, WORKERS], ids=["server", "workers"])
def test_a_course_may_allow_further_modules(wanted, monkeypatch):
    asks = job("import colorsys\ndef f(): return colorsys.rgb_to_hls(0.0, 0.0, 0.0)[2]")
    with Sandbox(wanted=wanted) as sandbox:
        assert "use numpy" in sandbox.run(asks).message
    monkeypatch.setenv("CHAINRULE_IMPORTS", "colorsys, wave")
    with Sandbox(wanted=wanted) as sandbox:
        assert sandbox.run(asks).results[0].value == 0.0
