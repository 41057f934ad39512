"""How is a database opened?  Settings of SQLite and of PostgreSQL, and migrations."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import make_url

from grader.records import schema
from grader.records.errors import RecordsError, explained

MIGRATIONS = Path(__file__).parent / "migrations"
NETWORKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"}
PATIENCE_MS = 10_000
WRITERS = 0x636861696E  # the number under which those who write wait for each other


def engine_for(url: str) -> sa.Engine:
    """An engine with an up-to-date database behind it.  Raises RecordsError."""
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except exc.ArgumentError as error:
        raise RecordsError(
            f"{url!r} is no database URL; write a file name or sqlite:///path/to/file.db."
        ) from error
    makers = {"sqlite": _sqlite, "postgresql": _postgresql}
    if parsed.get_backend_name() not in makers:
        raise RecordsError(f"{parsed} is neither SQLite nor PostgreSQL; choose another with --db.")
    return makers[parsed.get_backend_name()](parsed)


def without_password(url: str) -> str:
    """A URL as it may be shown."""
    try:
        return str(make_url(url))
    except exc.ArgumentError:
        return url


# Of both kinds, `hide_parameters`: what students wrote has no place in a traceback.


def _sqlite(url: sa.URL) -> sa.Engine:
    name = url.database or ""
    if name and name != ":memory:":
        _folder(Path(name))
        _ours(Path(name))
    pool: dict[str, Any] = {} if name else {"poolclass": sa.StaticPool}
    engine = sa.create_engine(
        url, connect_args={"check_same_thread": False}, hide_parameters=True, **pool
    )
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    _migrate(engine, name or "the database in memory")
    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
    )
    event.listen(engine, "begin", _begin_in_turn)
    _migrate(engine, str(url))
    return engine


def _folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsError(
            f"The folder {path.parent} cannot be made ({error.strerror}); choose another with --db."
        ) from error
    kind = _file_system(path.parent)
    if kind in NETWORKS:
        raise RecordsError(
            f"{path} lies on a network file system ({kind}), where SQLite loses data; "
            "choose a local folder with --db, or a PostgreSQL URL."
        )


def _ours(path: Path) -> None:
    """Make the file if there is none, for nobody but us to read; SQLite's others go by it."""
    with contextlib.suppress(OSError):  # SQLite will say what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _file_system(folder: Path) -> str:
    """The kind of file system that holds a folder; empty where it cannot be told."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    where = str(folder.resolve())
    found = [line.split()[1:3] for line in mounts.splitlines() if len(line.split()) > 2]
    inside = [(p, k) for p, k in found if where == p or where.startswith(p.rstrip("/") + "/")]
    return max(inside, key=lambda item: len(item[0]), default=("", ""))[1]


def _settings(connection: sqlite3.Connection, _: Any) -> None:
    # Transactions are begun by hand (below); pysqlite's own guesses would begin them too late.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {PATIENCE_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What is erased is overwritten, not only forgotten.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # A transaction that reads and then writes fails at once when another has written between:
    # no patience helps.  So writers say from the start that they will write.
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_in_turn(connection: sa.Connection) -> None:
    # One at a time, as in SQLite, so that what is right there is right here: an attempt's number,
    # the best score, a counted try to sign in are read and then written.
    if not connection.get_execution_options().get("reading"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _migrate(engine: sa.Engine, name: str) -> None:
    try:
        with explained(name):
            if _version(engine) != schema.VERSION:
                with engine.begin() as connection:
                    _upgrade(connection, name)
    except RecordsError:
        engine.dispose()
        raise


def _version(engine: sa.Engine) -> str | None:
    with engine.connect().execution_options(reading=True) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: sa.Connection, name: str) -> None:
    # Imported here: Alembic takes longer to load than an up-to-date database to open.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise RecordsError(
            f"{name} was written by a newer version of Chainrule; update the program."
        ) from error
