"""How is what takes seconds worked out before an answer waits for it?  By a process beside."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import catalog, shelf
from grader.core.diagnosis import prepare
from grader.core.diagnosis.shelf import keep_on
from grader.core.kinds import Code
from grader.ending import end_with

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "grader.ahead")
LOWEST = 19  # of the priorities


def prepared(ids: Sequence[str] = ()) -> Iterator[str]:
    """The exercises (all, if none are named) whose groups of mistakes now lie on the shelf."""
    keep_on(shelf.Files(shelf.cache_folder()))
    for id in ids or catalog.ids():
        exercise = catalog.exercise(id)
        if isinstance(exercise, Code) and exercise.mistakes:
            prepare(exercise)
            yield id


@contextlib.contextmanager
def beside(command: Sequence[str] = COMMAND) -> Iterator[None]:
    """Meanwhile a process of the lowest priority fills the shelf, and no answer waits for it."""
    folder = shelf.cache_folder().resolve()
    environment = {**os.environ, "CHAINRULE_CACHE": str(folder)}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, str(os.getpid())],
        cwd=ROOT,
        env=environment,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
    )
    with contextlib.suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, process.pid, LOWEST)
    keep_on(shelf.Files(folder, filling=True))

    def end() -> None:
        """What is missing now (the folder may be read-only) is simulated where it is needed."""
        process.wait()
        keep_on(shelf.Files(folder))

    waiting = threading.Thread(target=end, daemon=True)
    waiting.start()
    try:
        yield
    finally:
        process.terminate()
        waiting.join()


def _main() -> None:
    end_with(int(sys.argv[1]))
    for _ in prepared():
        pass


if __name__ == "__main__":
    _main()
