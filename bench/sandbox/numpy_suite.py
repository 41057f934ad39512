"""Which of numpy's own tests pass behind the walls?  Collected outside, run inside by file."""

import os
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module

import numpy as np
import pytest

from grader.sandbox import modules, walls
from grader.sandbox.client import environment

PARTS = ("linalg", "fft", "random", "polynomial", "_core")
SECONDS, MEMORY = 1200, 1 << 32
OPTIONS = ("-q", "-s", "-c", os.devnull, "--tb=short", "-rfE", "-W", "ignore",
           "-p", "no:cacheprovider", "-p", "no:faulthandler")  # fmt: skip
# What a test asks for that no program gets, by what it says when it does not get it.
REASONS = {
    "a thread": r"can't start new thread|test_multithread|thread_?safe|TestThread",
    "a process": r"test_multiprocessing|\[Errno 11\]|_posixsubprocess|subprocess",
    "a file": r"PermissionError|FileNotFoundError|\[Errno (2|13|24|27)\]|tempfile|usable temporary",
    "an event loop, which needs a socket": r"asyncio|socket",
    "a module of the test's own tools": r"ModuleNotFoundError.*(hypothesis|pytest)",
    "time zones, which are files": r"ZoneInfoNotFoundError",
    "a codec that is not loaded": r"unknown encoding",
    "a module that is not loaded": r"ModuleNotFoundError",
    "more than 4 GiB": r"MemoryError|Unable to allocate",
}


class Inside:
    """Puts up the walls when every test is in memory."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        modules.load()
        packages = {n for item in session.items for n in item.listchain()}
        for package in packages:
            if isinstance(package, pytest.Package):
                package.setup = lambda: None  # it would read its file once more
        os.chdir = lambda path: None  # pytest goes home at the end
        walls.confine(("rlimits", "landlock", "seccomp"), SECONDS, MEMORY)


def inside(module: str) -> int:
    return pytest.main([*OPTIONS, "--pyargs", module], plugins=[Inside()])


def outcome(module: str) -> list[str]:
    """What pytest printed about the tests of a module that ran inside."""
    command = [sys.executable, "-m", "bench.sandbox.numpy_suite", module]
    given = {**environment(), "COLUMNS": "400"}
    try:
        done = subprocess.run(
            command, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return [f"FAILED {module} - it did not end"]
    lines = done.stdout.decode(errors="replace").splitlines()
    told = any(re.match(r"\d+ (passed|failed|skipped|error)", line) for line in lines)
    return lines if told else [f"FAILED {module} - it ended with {done.returncode}"]


def files(part: str) -> list[str]:
    tests = import_module(f"numpy.{part}.tests")
    names = [module.name for module in pkgutil.iter_modules(tests.__path__)]
    return [f"{tests.__name__}.{name}" for name in names if name.startswith("test_")]


def report(part: str) -> None:
    """Print how many tests passed, and of those that did not what each lacked."""
    counts: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for module in files(part):
        for line in outcome(module):
            if re.search(r" in [\d.]+s", line):
                counts.update({w: int(n) for n, w in re.findall(r"(\d+) (passed|skipped)", line)})
            elif re.match(r"(FAILED|ERROR) ", line):
                said = re.sub(r"^(FAILED|ERROR) \S*/tests/", "", line)
                found = [why for why, pattern in REASONS.items() if re.search(pattern, said)]
                lacking.update(found[:1] or [said[:160]])
    print(f"\n{part}: {counts['passed']} passed, {counts['skipped']} skipped by numpy itself")
    for why, count in lacking.most_common():
        print(f"  {count:4} could not have: {why}" if why in REASONS else f"  {count:4} {why}")
    sys.stdout.flush()


def main() -> None:
    print("numpy", np.__version__)
    for part in PARTS:
        report(part)


if __name__ == "__main__":
    sys.exit(inside(sys.argv[1])) if sys.argv[1:] else main()
