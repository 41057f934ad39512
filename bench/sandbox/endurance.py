"""Do 20,000 answers, one in ten hostile, leave anything behind?  tests/sandbox at full length."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANSWERS = "20000"

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", "--durations=9", "tests/sandbox/test_endurance.py"]
    environment = {"CHAINRULE_ENDURANCE": ANSWERS, **os.environ}
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)
