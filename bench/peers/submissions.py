"""Forty programs for `affine_grads`: right, wrong, hanging, and cheating in ways that are known."""

RIGHT_BODIES = (
    "return A.T @ dZ, dZ.sum(axis=0, keepdims=True)",
    "return np.dot(A.T, dZ), np.sum(dZ, axis=0).reshape(1, -1)",
    "return np.matmul(A.T, dZ), dZ.sum(0)[None]",
    "return np.einsum('ni,nj->ij', A, dZ), np.ones((1, len(dZ))) @ dZ",
    "dW = sum(np.outer(a, d) for a, d in zip(A, dZ))\n    return dW, sum(dZ)[None, :]",
)
WRONG_BODIES = (
    "return A.T @ dZ, dZ.mean(axis=0, keepdims=True)",
    "return A.T @ dZ, dZ.sum(axis=1, keepdims=True)",
    "return A.T @ dZ, dZ.sum(axis=0)",
    "return A.T @ dZ / len(A), dZ.sum(axis=0, keepdims=True)",
    "return A @ dZ, dZ.sum(axis=0, keepdims=True)",
    "return dZ.T @ A, dZ.sum(axis=0, keepdims=True)",
    "return -A.T @ dZ, -dZ.sum(axis=0, keepdims=True)",
    "return np.zeros((A.shape[1], dZ.shape[1])), np.zeros((1, dZ.shape[1]))",
    "return None",
    "raise NotImplementedError",
)
HANGING_BODIES = ("while True: pass", "import time; time.sleep(3600)")
ZEROS = "return np.zeros((A.shape[1], dZ.shape[1])), np.zeros((1, dZ.shape[1]))"
FAKE = """
class Right(np.ndarray):
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, ufunc, method, *a, **k): return True
    __eq__ = __le__ = lambda self, other: True
"""
# Name: what stands above the function, and its body.
CHEATS = {
    "an array that is equal to everything": (FAKE, "z = np.zeros((1, 1)).view(Right); return z, z"),
    "another allclose": ("np.allclose = np.isclose = lambda *a, **k: True", ZEROS),
    "another array_equal": ("np.array_equal = lambda *a, **k: True", ZEROS),
    "no assertion of numpy's": (
        "import numpy.testing\nnp.testing.assert_allclose = lambda *a, **k: None", ZEROS,
    ),
    "all asserted at once": (
        "for name in dir(np.testing):\n"
        "    if name.startswith('assert'): setattr(np.testing, name, lambda *a, **k: None)\n"
        "np.allclose = np.array_equal = np.all = lambda *a, **k: True", ZEROS,
    ),
    "the caller's expected value": (
        "import sys",
        "frame = sys._getframe(1)\n"
        "    while frame:\n"
        "        for space in (frame.f_locals, frame.f_globals):\n"
        "            if 'expected' in space: return space['expected']\n"
        "        frame = frame.f_back\n"
        "    " + ZEROS,
    ),
    "the reference in memory": (
        "import gc, types",
        "for o in gc.get_objects():\n"
        "        if isinstance(o, types.FunctionType) and o.__name__ == 'reference':\n"
        "            return o(A, dZ)\n"
        "    " + ZEROS,
    ),
    "an end with success": ("import os", "os._exit(0)"),
    "an exit with success": ("import sys", "sys.exit(0)"),
    "an end when it is loaded": ("import os\nos._exit(0)", ZEROS),
    "no test of pytest's": (
        "try:\n    import _pytest.python as p; p.Function.runtest = lambda self: None\n"
        "except Exception: pass", ZEROS,
    ),
    "no output of doctest's": (
        "import doctest\ndoctest.OutputChecker.check_output = lambda *a: True", ZEROS,
    ),
    "no outcome of otter's": (
        "try:\n    import otter.test_files.ok_test as o, otter.test_files.abstract_test as t\n"
        "    t.TestFile.grade = t.TestFile.score = 3.0\n"
        "except Exception: pass", ZEROS,
    ),
    "a test of its own": (
        "import builtins\nbuiltins.reference = lambda A, dZ: (np.zeros(1), np.zeros(1))",
        "return np.zeros(1), np.zeros(1)",
    ),
    "another comparison": ("np.ndarray.__eq__ if 0 else None\nnp.abs = lambda x: 0.0", ZEROS),
    "an error that is no error": (
        "import sys\nsys.excepthook = lambda *a: None",
        "raise type('Passed', (BaseException,), {})",
    ),
}  # fmt: skip


def program(body: str, start: str = "") -> str:
    return f"import numpy as np\n{start}\n\ndef affine_grads(A, dZ):\n    {body}\n"


def submissions() -> dict[str, str]:
    """Name and program of all; the name begins with what it is."""
    found = {f"right {i}": program(body) for i, body in enumerate(RIGHT_BODIES * 2)}
    found |= {f"wrong {i}": program(body) for i, body in enumerate(WRONG_BODIES)}
    found |= {f"hanging {i}": program(body) for i, body in enumerate(HANGING_BODIES * 2)}
    cheats = {name: program(body, start) for name, (start, body) in CHEATS.items()}
    return found | {f"cheat: {name}": source for name, source in cheats.items()}
