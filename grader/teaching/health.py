"""How is this machine: isolation, versions, the database, the room that is left?"""

import platform
import shutil
import tempfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from grader import __version__
from grader.core.phrases import several
from grader.records import Records, RecordsError, without_password
from grader.sandbox import Sandbox
from grader.sandbox.doctor import examine

LIBRARIES = ("numpy", "gradio", "pandas", "SQLAlchemy", "alembic", "fastapi")


def isolation() -> dict[str, Any]:
    """The isolation that this machine really gives: each wall is tried."""
    with Sandbox() as sandbox:
        return examine(sandbox)


def versions() -> dict[str, str]:
    found = {"chainrule": __version__, "python": platform.python_version()}
    return found | {name.lower(): metadata.version(name) for name in LIBRARIES}


def database(url: str) -> dict[str, Any]:
    shown = without_password(url)
    try:
        with Records.open(url) as records:
            count = len(records.students())
    except RecordsError as error:
        return {"url": shown, "ok": False, "message": str(error)}
    return {"url": shown, "ok": True, "message": several(count, "student")}


def places(records: Records) -> list[Path]:
    """The folders that must not be full: of the database's file, and for what is uploaded."""
    return [*([records.folder] if records.folder else []), Path(tempfile.gettempdir())]


def free_bytes(folders: Iterable[Path]) -> int:
    """The room on the fullest of the disks that hold these folders."""
    return min(shutil.disk_usage(folder).free for folder in folders)
