"""Runs do not reach each other, the server, or what comes after; and the server's own failures."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from grader.core.run import Call, Job
from grader.sandbox import CONFINED, ISOLATED, LIMITED, Layers, Sandbox, SandboxTooWeak

ROOT = Path(__file__).resolve().parents[2]
GOOD = "def f(i):\n    return i + 1"


def job(source, *args, **options):
    return Job(source, "f", (Call(args),), **options)


@pytest.mark.parametrize(
    "hostile",
    [
        "def f(i):\n    while True: pass",
        "def f(i):\n    x = []\n    while True: x.append(bytearray(10**7))",
        "def f(i):\n    import os; os.kill(os.getppid(), 9); os.kill(-1, 9); os._exit(1)",
        "def f(i):\n    while True: print('flood' * 1000)",
        "def f(i):\n    import ctypes; ctypes.string_at(0)",
        "def f(i):\n    import os\n    while True: os.fork()",
    ],
    ids=["loop", "memory", "kill", "flood", "segfault", "fork"],
)
def test_others_go_on_beside_a_hostile_run(sandbox, hostile):
    with ThreadPoolExecutor(5) as pool:
        bad = pool.submit(sandbox.run, job(hostile, 1, seconds=1))
        good = [pool.submit(sandbox.run, job(GOOD, i)) for i in range(8)]
        assert [g.result().results[0].value for g in good] == list(range(1, 9))
        assert not bad.result().results or bad.result().results[0] != good[0].result().results[0]


def test_sixteen_threads_at_once(sandbox):
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda i: sandbox.run(job(GOOD, i)), range(64)))
    assert [o.results[0].value for o in outcomes] == list(range(1, 65))


def test_forty_long_runs_at_once(sandbox):
    slow = "import time\ndef f(i):\n    time.sleep(1)\n    return i + 1"
    with ThreadPoolExecutor(40) as pool:
        outcomes = list(pool.map(lambda i: sandbox.run(job(slow, i, seconds=9)), range(40)))
    assert [o.results[0].value for o in outcomes] == list(range(1, 41))


def test_a_run_whose_walls_do_not_go_up_is_our_fault(sandbox):
    outcome = sandbox.run(job(GOOD, 1, memory_mib=1 << 50))
    assert outcome.status == "unavailable"


def test_nothing_is_left_for_the_next_run(sandbox):
    leave = (
        "import numpy, builtins, json, sys\n"
        "def f(i):\n"
        "    numpy.secret = builtins.secret = 1\n"
        "    numpy.sum = None; json.dumps = None; sys.modules['math'] = None\n"
        "    return 1"
    )
    look = (
        "import numpy, builtins, math\n"
        "def f(i):\n"
        "    clean = not hasattr(numpy, 'secret') and not hasattr(builtins, 'secret')\n"
        "    return clean and int(numpy.sum([1, 2])) == 3"
    )
    sandbox.run(job(leave, 1))
    assert sandbox.run(job(look, 1)).results[0].value is True


def test_random_numbers_are_the_same_in_every_run(sandbox):
    source = "import numpy as np\ndef f(i): return np.random.rand(), hash('a')"
    first, second = (sandbox.run(job(source, 1)).results[0].value for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "frame",
    [
        "b'x' * 100",
        "b'CHN1' + b'\\xff' * 100",
        "struct.pack('<4sIQ', b'CHN1', 2, 0) + b'{}'",
        "struct.pack('<4sIQ', b'CHN1', 1 << 30, 0)",
        "struct.pack('<4sIQ', b'CHN1', 4, 0) + b'[[[['",
        'pack(\'{"k":"value","i":5,"v":["n"],"c":[]}\')',
        'pack(\'{"k":"value","i":0,"v":["a","f8",[9],0,72],"c":[]}\')',
        'pack(\'{"k":"value","i":0,"v":["expr","1"],"c":[]}\')',
        'pack(\'{"k":"value","i":0,"v":["n"],"c":[9]}\')',
        'pack(\'{"k":"raised","i":0,"t":1,"m":"","l":-1,"x":""}\')',
        'pack(\'{"k":"syntax","m":7}\')',
        'pack(\'{"k":"done"}\')',
    ],
)
def test_a_forged_frame_is_garbled_and_harms_nobody(sandbox, frame):
    source = (
        "import os, struct\n"
        "def pack(text):\n"
        "    return struct.pack('<4sIQ', b'CHN1', len(text), 0) + text.encode()\n"
        f"os.write(3, {frame})\n"
        "os._exit(0)\n"
    )
    outcome = sandbox.run(job(source, 1))
    assert outcome.status == "garbled"
    assert outcome.results == ()
    assert sandbox.run(job(GOOD, 1)).status == "finished"


def test_what_a_program_forges_is_compared_like_any_value(sandbox):
    source = (
        "import os, struct\n"
        'text = \'{"k":"value","i":0,"v":["i","0x2a"],"c":[]}\'\n'
        "os.write(3, struct.pack('<4sIQ', b'CHN1', len(text), 0) + text.encode())\n"
        "os._exit(0)\n"
    )
    assert sandbox.run(job(source, 1)).results[0].value == 42


def test_a_killed_server_costs_a_retry_and_no_answer():
    with Sandbox() as sandbox:
        sandbox.run(job(GOOD, 1))
        os.kill(sandbox._pool._current.process.pid, signal.SIGKILL)
        assert sandbox.run(job(GOOD, 1)).results[0].value == 2


def test_a_server_killed_in_the_middle_costs_a_retry_and_no_answer():
    slow = "import time\ndef f(i):\n    time.sleep(0.5)\n    return i + 1"
    with Sandbox() as sandbox, ThreadPoolExecutor(1) as pool:
        sandbox.run(job(GOOD, 1))
        future = pool.submit(sandbox.run, job(slow, 1))
        time.sleep(0.2)
        os.kill(sandbox._pool._current.process.pid, signal.SIGKILL)
        assert future.result().results[0].value == 2


def test_the_server_is_replaced_without_a_pause(monkeypatch):
    monkeypatch.setattr("grader.sandbox.pool.RETIRE", 5)
    with Sandbox() as sandbox:
        first = sandbox.run(job(GOOD, 0)) and sandbox._pool._current
        values = []
        while sandbox._pool._current is first:
            values.append(sandbox.run(job(GOOD, 1)).results[0].value)
        assert set(values) == {2}
        assert sandbox.run(job(GOOD, 3)).results[0].value == 4


def test_a_sandbox_started_in_a_thread_outlives_it():
    sandbox = Sandbox()
    thread = threading.Thread(target=sandbox.run, args=(job(GOOD, 1),))
    thread.start()
    thread.join()
    with sandbox:
        assert sandbox.run(job(GOOD, 1)).results[0].value == 2


def test_many_open_files_of_ours_do_not_reach_a_run(sandbox):
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(900)]
    try:
        with Sandbox() as fresh:
            source = (
                "import os\n"
                "def f(i):\n"
                "    found = []\n"
                "    for fd in range(5, 3000):\n"
                "        try: os.fstat(fd); found.append(fd)\n"
                "        except OSError: pass\n"
                "    return found"
            )
            assert fresh.run(job(source, 1)).results[0].value == []
    finally:
        for descriptor in held:
            os.close(descriptor)


def test_nothing_of_ours_is_in_the_memory_of_a_run(sandbox):
    source = (
        "import gc, sys, os\n"
        "def f(i):\n"
        "    loaded = [m for m in sys.modules if m.startswith('exercises')]\n"
        "    return loaded, sorted(os.environ), len([o for o in gc.get_objects() "
        "if type(o).__name__ in ('Code', 'Mistake', 'Sheet')])"
    )
    loaded, names, objects = sandbox.run(job(source, 1)).results[0].value
    assert loaded == []
    assert objects == 0
    assert not [name for name in names if "CHAINRULE" in name or "SECRET" in name]


def test_runs_end_with_their_parent():
    script = (
        "import sys\n"
        "from grader.core.run import Call, Job\n"
        "from grader.sandbox import Sandbox\n"
        "s = Sandbox(); s.layers\n"
        "print(s._pool._current.process.pid, flush=True)\n"
        "s.run(Job('while True: pass', 'f', (), seconds=60))\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        server = int(parent.stdout.readline())
        time.sleep(0.3)
        family = descendants(server)
        parent.kill()
    deadline = time.monotonic() + 10
    while any(map(alive, [server, *family])) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(family) >= 1
    assert not [pid for pid in [server, *family] if alive(pid)]


def descendants(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [p for child in map(int, children) for p in [child, *descendants(child)]]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    ("skip", "level"),
    [
        (set(), ISOLATED),
        ({"namespaces"}, CONFINED),
        ({"landlock"}, CONFINED),
        ({"namespaces", "landlock"}, CONFINED),
        ({"seccomp"}, LIMITED),
        ({"rlimits"}, LIMITED),
    ],
)
def test_the_level_is_what_the_layers_give(skip, level):
    wanted = Layers().without(*skip)
    with Sandbox(wanted=wanted) as sandbox:
        if lacking := set(wanted.names) - set(sandbox.layers.names):
            pytest.skip(f"this machine does not give {' and '.join(sorted(lacking))}")
        assert sandbox.level == level
        assert sandbox.run(job(GOOD, 1)).results[0].value == 2
        assert sandbox.layers == wanted


def test_a_sandbox_below_the_minimum_refuses_to_run():
    with Sandbox(CONFINED, Layers().without("seccomp")) as sandbox, pytest.raises(SandboxTooWeak):
        sandbox.run(job(GOOD, 1))


def test_large_arrays_pass_both_ways(sandbox):
    big = np.random.default_rng(0).normal(size=(1000, 1000))
    assert np.array_equal(sandbox.run(job("def f(x): return x", big)).results[0].value, big)


def test_no_file_of_the_machine_can_be_opened(sandbox):
    outcome = sandbox.run(job("def f(i): open('/etc/passwd')", 1))
    assert (outcome.results[0].type, outcome.results[0].line) == ("PermissionError", 1)
