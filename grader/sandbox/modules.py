"""What may a program import?  Loaded before the walls go up: inside there are no files."""

import importlib
import os

FURTHER = "IMPORTS"  # a variable of the server's own, as in "scipy.linalg,scipy.special"

MATHEMATICS = [
    "math",
    "cmath",
    "fractions",
    "decimal",
    "statistics",
    "random",
    "numbers",
    "itertools",
    "functools",
    "operator",
    "collections",
    "collections.abc",
    "heapq",
    "bisect",
    "array",
    "copy",
    "typing",
    "types",
    "dataclasses",
    "enum",
    "abc",
    "contextlib",
    "re",
    "string",
    "textwrap",
    "json",
    "time",
    "datetime",
    "calendar",
    "warnings",
    "sys",
    "os",
    "io",
    "inspect",
    "ast",
    "traceback",
    "linecache",
    "timeit",
    "struct",
    "pprint",
    "reprlib",
    "weakref",
    "secrets",
    "hashlib",
    "unittest",
    "doctest",
    "logging",
    "argparse",
    "pathlib",
    "tempfile",
    "glob",
    "shutil",
    "pickle",
    "queue",
    "threading",
]
NUMPY = [
    "numpy",
    "numpy.linalg",
    "numpy.fft",
    "numpy.random",
    "numpy.polynomial",
    "numpy.ma",
    "numpy.char",
    "numpy.strings",
    "numpy.rec",
    "numpy.lib.scimath",
    "numpy.lib.recfunctions",
    "numpy.dtypes",
    "numpy.typing",
    "numpy.lib.stride_tricks",
    "numpy.testing",
    "numpy.exceptions",
    "numpy.ctypeslib",
]
CODECS = [
    "ascii",
    "latin_1",
    "utf_8",
    "utf_8_sig",
    "utf_16",
    "cp1252",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
]


def load() -> None:
    """Import everything that programs may import, and use numpy once so that it is warm."""
    named = os.environ.pop(FURTHER, "")  # programs need not see it
    further = named.split(",") if named else []
    codecs = [f"encodings.{codec}" for codec in CODECS]
    for name in (*MATHEMATICS, *NUMPY, *codecs, *further):
        importlib.import_module(name)
    import numpy as np

    # `from numpy import *` asks for everything named here, and what is not loaded is not there.
    np.__all__ = [name for name in np.__all__ if name in vars(np)]
    rng = np.random.default_rng(0)
    A = rng.normal(size=(40, 40))
    np.linalg.solve(A, A @ A)
    np.linalg.svd(A)
    np.linalg.eigh(A + A.T)
    np.fft.fft(A)
    np.einsum("ij,jk->ik", A, A)
    np.exp(A - A.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    np.array2string(A[:2, :2])
    sorted(rng.permutation(5).tolist())
    np.random.seed(0)  # noqa: NPY002 - the legacy generator is warmed because students use it
    np.random.randn(3)  # noqa: NPY002 - likewise
