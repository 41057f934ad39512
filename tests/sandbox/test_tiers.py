"""The best walls that a machine gives are found by trying; machines that refuse are emulated."""

import ast
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import CONFINED, ISOLATED, LIMITED
from grader.sandbox.layers import Layers, only

ROOT = Path(__file__).resolve().parents[2]

# A machine whose kernel answers some system calls with an error, for all that starts from here.
MACHINE = """
import errno
from grader.core.run import Call, Job
from grader.sandbox import Sandbox, kernel, seccomp

def refuse(calls):
    program = seccomp.Program()
    program.add(seccomp.LOAD, 0)
    for number, code in calls.items():
        answer = seccomp.Program()
        answer.ret(seccomp.ERRNO | code)
        program.when(number, answer)
    program.ret(seccomp.ALLOW)
    data = b"".join(program.code)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.syscall({seccomp}, 1, 0, seccomp._Filter(len(program.code), data))

refuse({calls})
with Sandbox() as sandbox:
    outcome = sandbox.run(Job("def f(): return 7", "f", (Call(()),)))
    print([sandbox.layers.names, sandbox.level, outcome.results[0].value])
"""
UNSHARE, MOUNT, PIVOT_ROOT, CREATE, PRLIMIT, SECCOMP, SETRESGID = {
    "x86_64": (272, 165, 155, 444, 302, 317, 119),
    "aarch64": (97, 40, 41, 444, 261, 277, 149),
}[platform.machine()]
NO_SUCH_CALL, NOT_PERMITTED, INVALID = 38, 1, 22


def machine(calls):
    script = MACHINE.replace("{calls}", repr(calls)).replace("{seccomp}", str(SECCOMP))
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return ast.literal_eval(done.stdout)


@pytest.mark.parametrize(
    ("calls", "missing", "level"),
    [
        ({}, (), ISOLATED),
        ({SETRESGID: INVALID}, (), ISOLATED),  # root of a namespace with no other user in it
        ({UNSHARE: NOT_PERMITTED}, ("namespaces",), CONFINED),
        ({MOUNT: NOT_PERMITTED}, ("namespaces",), CONFINED),
        ({PIVOT_ROOT: NOT_PERMITTED}, ("namespaces",), CONFINED),
        ({UNSHARE: NOT_PERMITTED, CREATE: NO_SUCH_CALL}, ("namespaces", "landlock"), CONFINED),
        ({CREATE: NO_SUCH_CALL}, ("landlock",), CONFINED),
        ({SECCOMP: NO_SUCH_CALL}, ("seccomp",), LIMITED),
        ({PRLIMIT: NOT_PERMITTED}, ("rlimits",), LIMITED),
    ],
    ids=[
        "all",
        "lone-root",
        "docker",
        "apparmor",
        "no-pivot",
        "old-docker",
        "old-kernel",
        "no-seccomp",
        "no-rlimits",
    ],
)
def test_what_a_machine_refuses_is_done_without_and_told(calls, missing, level):
    names, found, value = machine(calls)
    assert names == Layers().without(*missing).names
    assert found == level
    assert value == 7


def test_a_level_needs_the_filter_and_the_limits():
    assert only("namespaces", "landlock", "rlimits").level == LIMITED
    assert only("namespaces", "landlock", "seccomp").level == LIMITED
    assert only("seccomp", "rlimits").level == CONFINED
