"""A worker never outlives its driver, however early that one ends."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

WORKER = "import sys; from grader.batch.work import begin; begin(int(sys.argv[1])); print('works')"
GONE = 4_000_000_000  # no process has such a number


@pytest.mark.parametrize(
    ("driver", "said"), [(os.getpid(), "works\n"), (GONE, "")], ids=["there", "gone"]
)
def test_a_worker_whose_driver_is_gone_when_it_begins_ends_at_once(driver, said):
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(driver)], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.stdout, done.returncode) == (said, int(not said))
