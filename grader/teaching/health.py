"""How is this machine: isolation, versions, the database, the room that is left?"""

import platform
import shutil
from importlib import metadata
from pathlib import Path
from typing import Any

from grader import __version__
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
    return {"url": shown, "ok": True, "message": f"{count} students"}


def free_bytes(folder: Path) -> int:
    """The room on the disk that holds a folder."""
    return shutil.disk_usage(folder).free
