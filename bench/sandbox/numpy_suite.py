"""Which of numpy's own tests pass behind the walls?  Collected outside, run inside."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

from grader.sandbox import modules, walls

PARTS = ("linalg", "fft", "random", "polynomial", "_core")
SECONDS, MEMORY = 1200, 1 << 32
OPTIONS = (
    "-q",
    "-s",
    "-c",
    os.devnull,
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "--tb=no",
    "-rfE",
)


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


def inside(part: str) -> int:
    return pytest.main([*OPTIONS, "--pyargs", f"numpy.{part}"], plugins=[Inside()])


def main() -> None:
    print("numpy", np.__version__)
    for part in PARTS:
        command = [sys.executable, "-m", "bench.sandbox.numpy_suite", part]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        lines = done.stdout.decode(errors="replace").splitlines()
        print(f"\n{part}: {lines[-1].strip('= ') if lines else done.returncode}")
        for line in lines:
            if re.match(r"(FAILED|ERROR) ", line):
                print("  " + line[:150])


if __name__ == "__main__":
    sys.exit(inside(sys.argv[1])) if sys.argv[1:] else main()
