"""The command line as its users start it: a process of its own, in an empty folder."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def object(self):
        return json.loads(self.out)


@pytest.fixture
def grader(tmp_path):
    """`grader("list", "--json")` runs the command in an empty folder."""

    def run(*arguments, **environment):
        command = [sys.executable, "-m", "grader", *map(str, arguments)]
        path = {**os.environ, "PYTHONPATH": str(ROOT), "CHAINRULE_DB": "", **environment}
        ended = subprocess.run(
            command, cwd=tmp_path, env=path, capture_output=True, text=True, timeout=300
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run
