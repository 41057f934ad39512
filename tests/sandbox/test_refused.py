"""Where the machine gives no process and no file more, nothing is lost but the run."""

import contextlib
import errno
import os
import platform
import resource
import threading

import pytest

from grader import catalog
from grader.core.grade import grade, pose
from grader.core.run import Call, Job
from grader.sandbox import WORKERS, Sandbox, kernel, seccomp

GOOD = Job("def f(i): return i + 1", "f", (Call((1,)),))
CLONE, FORK, VFORK, FILTER = {
    "x86_64": (56, 57, 58, 317), "aarch64": (220, None, None, 277),
}[platform.machine()]  # fmt: skip
OF_A_THREAD = 0x10000


def refuse_processes():
    """From here on the kernel answers this thread as where no more processes may be started."""
    program, thread = seccomp.Program(), seccomp.Program()
    thread.argument(0)
    thread.add(seccomp.ANY_BIT, OF_A_THREAD, 0, 1)
    thread.ret(seccomp.ALLOW)
    thread.ret(seccomp.ERRNO | errno.EAGAIN)
    refused = seccomp.Program()
    refused.ret(seccomp.ERRNO | errno.EAGAIN)
    program.add(seccomp.LOAD, 0)
    program.when(CLONE, thread)
    for number in filter(None, (FORK, VFORK)):
        program.when(number, refused)
    program.ret(seccomp.ALLOW)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    code = b"".join(program.code)
    kernel.syscall(FILTER, 1, 0, seccomp._Filter(len(program.code), code))


def without_processes(ask):
    """What `ask` returns in a thread, and in the threads that it starts, without new processes."""
    told = []
    thread = threading.Thread(target=lambda: (refuse_processes(), told.append(ask())))
    thread.start()
    thread.join()
    return told[0]


@contextlib.contextmanager
def room_for(files):
    """Only so many more files may be opened."""
    _, most = before = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = max(map(int, os.listdir("/proc/self/fd")))
    resource.setrlimit(resource.RLIMIT_NOFILE, (opened + 20, most))
    held = []
    try:
        with contextlib.suppress(OSError):
            while True:
                held.append(os.dup(0))
        for _ in range(files):
            os.close(held.pop())
        yield
    finally:
        for descriptor in held:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("wanted", [None, WORKERS], ids=["server", "workers"])
def test_a_server_that_cannot_be_started_is_our_fault_and_started_later(wanted):
    with Sandbox(wanted=wanted) as sandbox:
        outcome = without_processes(lambda: sandbox.run(GOOD))
        assert outcome.status == "unavailable"
        assert "cannot be started (Resource temporarily unavailable)" in outcome.message
        assert sandbox.run(GOOD).results[0].value == 2


def test_an_answer_that_could_not_be_run_is_not_judged():
    exercise = catalog.exercise("softmax")
    question = pose(exercise)
    with Sandbox() as sandbox:
        result = without_processes(
            lambda: grade(exercise, question, "def softmax(U): ...", sandbox.run, lambda: 0.0)
        )
    assert result.status == "not_judged"


def test_a_renewal_that_fails_costs_no_run_and_is_tried_again(monkeypatch):
    monkeypatch.setattr("grader.sandbox.pool.RETIRE", 2)
    with Sandbox() as sandbox:
        outcomes = [sandbox.run(GOOD)]
        first = sandbox._pool._current
        outcomes += without_processes(lambda: [sandbox.run(GOOD) for _ in range(5)])
        assert sandbox._pool._current is first
        while sandbox._pool._current is first:
            outcomes.append(sandbox.run(GOOD))
        assert {outcome.results[0].value for outcome in outcomes} == {2}


@pytest.mark.parametrize("files", range(0, 9, 2))
@pytest.mark.parametrize("warm", [True, False])
def test_however_few_files_may_be_opened_nothing_is_lost_but_the_run(files, warm):
    with Sandbox() as sandbox:
        if warm:
            sandbox.run(GOOD)
        before = len(os.listdir("/proc/self/fd"))
        with room_for(files):
            outcome = sandbox.run(GOOD)
        assert outcome.status == ("unavailable" if files < 7 else "finished")
        assert sandbox.run(GOOD).results[0].value == 2
        assert len(os.listdir("/proc/self/fd")) == before + (not warm)
