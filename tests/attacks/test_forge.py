"""What a program writes itself is read as a stranger's: no harm, no result that is not one."""

import struct

import numpy as np
import pytest

from grader.core.run import Returned
from tests.attacks.forging import FORGED, believed

BREAKS = (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)

TELLING = [
    ("a verdict in print", 'print(\'{"status": "finished", "points": 10}\'); os._exit(0)'),
    ("an exit with success", "sys.exit(0)"),
    ("an end of its own", "os._exit(0)"),
    ("our own exit status", "os._exit(70)"),
    ("a signal to itself", "os.kill(os.getpid(), 9)"),
    ("a crash", "os.abort()"),
    ("closed pipes", "os.close(3); os.close(1)"),
    ("half a result", "os.write(3, b'CHN1' + bytes(3)); os._exit(0)"),
    ("an end that does not end", "os._exit = lambda code: None"),
    ("no way to write", "os.write = None; sys.stdout = None"),
    ("an end by way of our own object", "own().send({'k': 'done'}); os._exit(0)"),
    ("a verdict by way of our own object", "own().send({'k': 'verdict'}); os._exit(0)"),
    ("another job", "own().job['calls'] = []"),
    ("a server's job", "server().accept()"),
    ("no calls, by way of the stack", "sys._getframe(1).f_locals['self'].job['calls'].clear()"),
    ("results where prints go", "os.close(3); os.dup(1)"),
    ("prints where results go", "os.close(1); os.dup(3); print('x')"),
    ("another writer of headers", 'import json; json.dumps = lambda *a, **k: \'{"k":"done"}\''),
    ("another shape of frames", "frames().HEAD = __import__('struct').Struct('<4sQI')"),
    ("another mark of frames", "frames().MAGIC = b'CHN2'"),
]
TOOLS = """
import gc, os, sys
def named(name): return next(o for o in gc.get_objects() if type(o).__name__ == name)
def own(): return named('Run')
def server(): return named('Server')
def frames(): return sys.modules['grader.sandbox.frames']
"""


WRITE = """
import os
def f(unit, times):
    data = memoryview(unit.tobytes() * times)
    while data: data = data[os.write(3, data):]
    os._exit(0)
"""


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_a_forged_frame_is_garbled(forged, attacked):
    outcome = attacked(WRITE, np.frombuffer(forged.unit, "u1"), forged.times, seconds=9)
    assert outcome.status == "garbled"
    assert outcome.results == ()


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_a_reader_without_checks_believes_it_or_breaks(forged):
    try:
        assert believed(forged.unit * min(forged.times, 10))
    except BREAKS:
        return


@pytest.mark.parametrize(("name", "body"), TELLING, ids=[name for name, _ in TELLING])
def test_what_a_program_tells_of_itself_is_no_result(name, body, attacked):
    outcome = attacked(f"{TOOLS}\n{body}\ndef f(x): return 'never asked'", 1, seconds=0.3)
    assert outcome.status != "unavailable"
    assert not any(isinstance(r, Returned) and r.value != "never asked" for r in outcome.results)
