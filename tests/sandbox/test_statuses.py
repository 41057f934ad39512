"""What a program does becomes a status and a sentence; nothing that it does is an exception.

This holds for the server that forks and for workers that are started anew.
"""

import numpy as np
import pytest

from grader.core.run import Call, Expression, Job, Raised, Returned, Seeded, Unreturnable
from grader.sandbox import WORKERS, Sandbox

X = np.arange(6.0).reshape(2, 3)


@pytest.fixture(scope="module", params=[None, WORKERS], ids=["server", "workers"])
def sandbox(request):
    with Sandbox(wanted=request.param) as one:
        yield one


def ran(sandbox, source, *calls, **job):
    calls = calls or (Call((X,)),)
    return sandbox.run(Job(source, "f", calls, **job))


def value(sandbox, body, *args):
    outcome = ran(sandbox, f"import numpy as np\ndef f(*args):\n    {body}", Call(args))
    return outcome.results[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return None", None),
        ("return True", True),
        ("return 2**80", 2**80),
        ("return 0.1 + 0.2", 0.1 + 0.2),
        ("return 1 + 2j", 1 + 2j),
        ("return 'Łukasz'", "Łukasz"),
        ("return (1, [2.0, {'a': None}])", (1, [2.0, {"a": None}])),
    ],
)
def test_plain_values_come_back_as_they_are(sandbox, body, expected):
    result = value(sandbox, body)
    assert result == Returned(expected)
    assert type(result.value) is type(expected)


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "f2", "f4", "f8", "c16", ">f8", "longdouble"])
def test_arrays_keep_shape_and_values(sandbox, dtype):
    array = np.array([[1, 0], [0, 1], [1, 1]], dtype=dtype)
    result = value(sandbox, f"return np.array([[1,0],[0,1],[1,1]], dtype={dtype!r}).T").value
    assert result.shape == (2, 3)
    assert np.array_equal(result, array.T)


def test_a_subclass_comes_back_as_a_plain_array(sandbox):
    source = (
        "import numpy as np\n"
        "class Right(np.ndarray):\n"
        "    def __eq__(self, other): return True\n"
        "def f(X): return X.view(Right)\n"
    )
    assert type(ran(sandbox, source).results[0].value) is np.ndarray


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("return (i for i in args)", "a generator"),
        ("return f", "a function"),
        ("return np.array([None])", "an array of type object"),
        ("return np.array(['a'])", "an array of type"),
        ("return object()", "an object of type object"),
        ("x = []\n    x.append(x)\n    return x", "nested too deeply"),
        ("return np.zeros(20_000_000)", "64 MiB"),
    ],
)
def test_what_is_no_data_is_named(sandbox, body, what):
    result = value(sandbox, body)
    assert isinstance(result, Unreturnable)
    assert what in result.what


def test_arguments_arrive_as_they_were_sent(sandbox):
    rng = np.random.default_rng(3)
    args = (Seeded(3), Expression("lambda w: float((w * w).sum())"), [X, None], {"W": X}, "tanh")
    source = "def f(rng, g, xs, d, name):\n    return rng.normal(size=2), g(d['W']), xs, name"
    numbers, squares, xs, name = ran(sandbox, source, Call(args)).results[0].value
    assert np.array_equal(numbers, rng.normal(size=2))
    assert squares == 55.0
    assert xs[1] is None
    assert np.array_equal(xs[0], X)
    assert name == "tanh"


def test_strided_arguments_are_equal_and_not_contiguous(sandbox):
    source = "def f(X):\n    return X, X.flags.c_contiguous, X.flags.f_contiguous"
    result = ran(sandbox, source, Call((X,), strided=True)).results[0].value
    assert np.array_equal(result[0], X)
    assert result[1:] == (False, False)


def test_a_driver_goes_around_the_function(sandbox):
    source = "def f(x):\n    return lambda q: q + x"
    job = Job(source, "f", (Call((1.0, 2.0)),), driver="lambda f, x, q: f(x)(q)")
    assert sandbox.run(job).results[0].value == 3.0


def test_changed_arguments_are_reported(sandbox):
    source = "def f(X, ws):\n    ws[1] += 1\n    return X"
    assert ran(sandbox, source, Call((X, [X, X]))).results[0].changed == (1,)


def test_an_argument_that_is_changed_to_another_kind_of_thing_is_changed(sandbox):
    source = "def f(ws, rate):\n    ws[i] = None\n    return 1\ni = 0"
    assert ran(sandbox, source, Call(([X, 0.5], 1.0))).results[0] == Returned(1, (0,))
    assert ran(sandbox, f"{source}+1", Call(([X, 0.5], 1.0))).results[0] == Returned(1, (0,))


def test_calls_do_not_share_arguments(sandbox):
    source = "def f(X):\n    X += 1\n    return X"
    first, second = ran(sandbox, source, Call((X,)), Call((X,))).results
    assert np.array_equal(first.value, second.value)


@pytest.mark.parametrize(
    ("source", "status", "line", "words"),
    [
        ("def f(X)\n    return X", "syntax", 1, "This is not Python: expected ':'"),
        ("x = 1\n\tdef f(): pass", "syntax", 2, "unexpected indent"),
        ("%matplotlib inline\ndef f(X): pass", "syntax", 1, "a notebook's own; take it out."),
        (">>> def f(X): pass", "syntax", 1, "Take out what the console"),
        ("def f(X):\n    print(“X”)", "syntax", 2, "Write plain quotes"),
        ("def f(X): return 1 − X", "syntax", 1, "Write a plain minus sign"),
        ("def f(X):\n    return\u00a0X", "syntax", 2, "not a plain one"),
        ("def g(X): return X", "no_function", None, "defines no function f."),
        ("f = 3", "no_function", None, "defines no function f."),
        ("import numpy\n1/0\ndef f(X): pass", "raised", 2, "ZeroDivisionError: division by zero."),
        ("import pandas\ndef f(X): pass", "raised", 1, "'pandas' is not available here"),
        ("import matplotlib.pyplot as plt", "raised", 1, "not available here"),
        ("def f(X):\n    while True: pass", "time", None, "more than 1 seconds"),
        ("while True: pass", "time", None, "its first call, or before"),
        ("import time\ntime.sleep(60)", "time", None, "does not end"),
        ("import sys\ndef f(X): sys.exit()", "exited", None, "calls exit"),
        ("import os\ndef f(X): os._exit(0)", "exited", None, "ended itself"),
        ("import os\nos._exit(3)", "exited", None, "ended itself"),
        ("import os\ndef f(X): os.abort()", "crashed", None, "It aborted"),
        ("import os\ndef f(X): os.kill(os.getpid(), 9)", "crashed", None, "It was killed"),
        ("import os\ndef f(X): os.kill(os.getpid(), 24)", "crashed", None, "SIGXCPU"),
        (
            "import ctypes\ndef f(X): ctypes.string_at(0)",
            "crashed",
            None,
            "segmentation fault",
        ),
        ("def f(X):\n    while True: print('x' * 1000)", "output", None, "far too much"),
    ],
)
def test_what_ends_a_run_is_told_apart(sandbox, source, status, line, words):
    outcome = ran(sandbox, source, seconds=1)
    assert outcome.status == status
    assert outcome.line == line
    assert words in outcome.message


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("return X @ X", "ValueError", "mismatch"),
        ("return Y", "NameError", "name 'Y' is not defined"),
        ("return np.zeros((10**6, 10**6))", "MemoryError", "Unable to allocate"),
        ("return [X] * 10**10", "MemoryError", "more memory"),
        ("return f(X)", "RecursionError", "recursion"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("import threading; threading.Thread(target=print).start()", "RuntimeError", "thread"),
        ("import scipy", "ModuleNotFoundError", "'scipy' is not available here"),
    ],
)
def test_an_error_in_a_call_is_a_result_with_its_line(sandbox, body, kind, words):
    result = ran(sandbox, f"import numpy as np\n\ndef f(X):\n    {body}").results[0]
    assert isinstance(result, Raised)
    assert (result.type, result.line) == (kind, 4)
    assert words in result.message
    assert result.text.startswith(body[:20])


def test_the_line_shown_is_the_students_last_one(sandbox):
    source = "def g(X):\n    return X.reshape(7)\n\ndef f(X):\n    return g(X)"
    result = ran(sandbox, source).results[0]
    assert (result.line, result.text) == (2, "return X.reshape(7)")


def test_the_line_shown_is_counted_as_python_counts(sandbox):
    result = ran(sandbox, "# a\u2028b\u2028c\n\ndef f(X):\n    return Y").results[0]
    assert (result.line, result.text) == (4, "return Y")


def test_an_error_while_a_result_is_handed_over_is_the_calls_error(sandbox):
    source = "class D(dict):\n    def items(self):\n        return 1 / 0\ndef f(X): return D()"
    result = ran(sandbox, source).results[0]
    assert (result.type, result.line) == ("ZeroDivisionError", 3)


def test_no_memory_left_for_a_result_is_the_calls_error(sandbox):
    source = (
        "import numpy as np\nkept = []\n"
        "def f(X):\n"
        "    try:\n"
        "        while True: kept.append(np.ones(2**17))\n"
        "    except MemoryError:\n"
        "        return kept[0]"
    )
    (result,) = ran(sandbox, source, memory_mib=64).results
    assert (result.type, result.line) == ("MemoryError", None)


def test_results_before_a_crash_are_kept(sandbox):
    source = "import os\ndef f(i):\n    if i == 2: os.abort()\n    return i"
    outcome = ran(sandbox, source, *[Call((i,)) for i in range(4)])
    assert [r.value for r in outcome.results] == [0, 1]
    assert "call 3 of 4" in outcome.message


def test_prints_are_kept_apart_cut_and_cleaned(sandbox):
    outcome = ran(sandbox, "def f(X):\n    print('a\\x1b[31m\\u202eb')\n    print('y' * 100_000)")
    assert outcome.output.startswith("a[31mb\n")
    assert outcome.output.endswith("(the rest of the output is left out)")


def test_numpy_warnings_are_no_errors(sandbox):
    outcome = ran(sandbox, "import numpy as np\ndef f(X):\n    return np.log(X - 1)")
    assert isinstance(outcome.results[0], Returned)
    assert "RuntimeWarning" in outcome.output


def test_an_error_that_cannot_be_shown_is_still_reported(sandbox):
    source = "class E(Exception):\n    def __str__(self): raise SystemExit\ndef f(X): raise E"
    assert ran(sandbox, source).results[0].type == "E"


def test_a_near_name_is_suggested(sandbox):
    outcome = sandbox.run(Job("def Softmax(U): pass", "softmax", (Call((X,)),)))
    assert "Is Softmax meant?" in outcome.message


def test_progress_is_seen_while_it_runs_and_can_be_stopped(sandbox):
    seen = []
    source = "import time\ndef f(X):\n    while True:\n        print('step'); time.sleep(0.01)"
    job = Job(source, "f", (Call((X,)),), seconds=20)
    outcome = sandbox.run(job, seen.append, lambda: len(seen) > 3)
    assert outcome.message == "You stopped this run."
    assert "step" in seen[0]


def test_the_level_is_told_with_every_outcome(sandbox):
    assert ran(sandbox, "def f(X): pass").level == sandbox.level


@pytest.mark.parametrize("source", ["x = 1\n" * 40_000, f"s = '{'ł' * 30_000}'\n", "#" * 10**7])
def test_a_program_that_is_far_too_long_is_told_so(sandbox, source):
    outcome = ran(sandbox, source + "def f(X): return X")
    assert outcome.status == "syntax"
    assert "too long" in outcome.message


def test_a_long_program_runs(sandbox):
    assert ran(sandbox, "x = 1\n" * 15_000 + "def f(X): return 7").results[0].value == 7


def test_a_value_with_too_many_parts_is_told_as_one(sandbox):
    result = value(sandbox, "return [i / 7 for i in range(15_000)]")
    assert "too many parts" in result.what


def test_many_long_results_leave_room_for_the_last_word(sandbox):
    source = (
        "def f(i):\n    if i % 2: raise ValueError('\\U0001f600' * 9999)\n    return 'ł' * 9999"
    )
    outcome = ran(sandbox, source, *[Call((i,)) for i in range(100)])
    assert outcome.status == "finished"
    assert len(outcome.results) == 100
    assert isinstance(outcome.results[1], Raised)
    assert "too many parts" in outcome.results[99].what
