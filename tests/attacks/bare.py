"""What would a program get without us?  The same program in a process that has the secrets."""

import json
import os
import subprocess
import sys

from tests.attacks.world import MARKER

HOST = """
import fcntl, json, sys
given = json.load(sys.stdin)
answer = sys.argv[1]
open_file = fcntl.fcntl(0, fcntl.F_DUPFD, 5)
sys.modules["exercises"] = sys
for source in given["sources"]:
    space = {"__name__": "answer", "answer": answer}
    exec(compile(source, "answer.py", "exec"), space)
    value = space["f"](*given["args"])
sys.stdout.write(json.dumps(value, default=bool))
"""


def started(*sources, args=()):
    """The process of a program that is called without a sandbox; several share one process."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOST, MARKER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "CHAINRULE_SECRET": MARKER}, close_fds=False,
    )  # fmt: skip
    child.stdin.write(json.dumps({"sources": sources, "args": args}))
    child.stdin.close()
    return child


def value(*sources, args=()):
    """What the last of the programs returned."""
    with started(*sources, args=args) as child:
        printed = child.stdout.read()
    return json.loads(printed.splitlines()[-1])
