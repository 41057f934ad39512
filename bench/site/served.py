"""The site as a course runs it: a process of its own, a roster, everybody signed in."""

import contextlib
import datetime
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from grader.records import Records, Student, schema
from grader.records.codes import STUDENT, issue
from grader.records.rows import sha256, utc

ROOT = Path(__file__).parents[2]
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Served:
    """A site that listens on loopback, and how students get in: a token by their key."""

    process: subprocess.Popen
    port: int
    tokens: dict[str, str]
    records: Records

    def recorded(self) -> Counter[str]:
        """How many attempts of each student are in the database."""
        return Counter(attempt.student for attempt in self.records.attempts())


@contextlib.contextmanager
def served(folder: Path, students: int) -> Iterator[Served]:
    """Start the site for so many students, whose first is called student000."""
    url = f"sqlite:///{folder / 'chainrule.db'}"
    keys = [f"student{number:03}" for number in range(students)]
    with Records.open(url) as records:
        tokens = _signed_in(records, keys)
        with (folder / "log.txt").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "app.py", "--port", "0", "--db", url],
                cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        try:
            assert process.stdout
            line = process.stdout.readline()
            if not line.startswith("Chainrule is at "):
                raise RuntimeError((folder / "log.txt").read_text() or line)
            port = int(line.rstrip().rstrip("/").rpartition(":")[2])
            yield Served(process, port, tokens, records)
        finally:
            process.terminate()
            process.communicate()


def _signed_in(records: Records, keys: list[str]) -> dict[str, str]:
    """Put students and their sessions into the database, as signing in does one by one."""
    records.add_students([Student(key, f"Name of {key}") for key in keys])
    issue(records, keys[:1], STUDENT)
    tokens = {key: f"token of {key}" for key in keys}
    until = utc(datetime.datetime.now(datetime.UTC) + DAY)
    rows = [
        {"token_sha256": sha256(token), "student": key, "role": STUDENT, "expires_at": until}
        for key, token in tokens.items()
    ]
    with records.writing() as connection:
        connection.execute(sa.insert(schema.session), rows)
    return tokens
