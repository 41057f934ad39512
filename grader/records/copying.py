"""How are records saved, and brought back?  A backup is a SQLite file, whatever the database."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.records import schema
from grader.records.errors import RecordsError
from grader.records.store import Records

ROWS = 1000  # copied at a time


def backup(records: Records, path: Path) -> int:
    """Copy the records as they are at this moment to a new file, while they are in use.

    How many attempts that were.  Raises RecordsError.
    """
    if path.exists():
        raise RecordsError(f"{path} is there already; choose a new file.")
    if not path.parent.is_dir():
        raise RecordsError(f"There is no folder {path.parent}.")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        part = Path(folder) / "part.db"
        with Records.open(f"sqlite:///{part}") as copy, records.snapshot() as source:
            count = _copy(source, copy)
        part.chmod(0o600)
        part.rename(path)
    return count


def restore(records: Records, path: Path) -> int:
    """Fill an empty database from a backup; how many attempts came back.  Raises RecordsError."""
    if not path.is_file():
        raise RecordsError(f"There is no file {path}.")
    with tempfile.TemporaryDirectory(prefix="chainrule-") as folder:
        # A copy is brought up to date: the backup itself stays as it is.
        there = Path(folder) / "backup.db"
        shutil.copyfile(path, there)
        with Records.open(f"sqlite:///{there}") as saved, saved.snapshot() as source:
            if source.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise RecordsError(f"{path} is damaged; take another backup.")
            return _copy(source, records)


def _copy(source: Connection, target: Records) -> int:
    with target.writing() as connection:
        for table in schema.metadata.sorted_tables:
            if connection.execute(sa.select(table).limit(1)).first():
                raise RecordsError(
                    f"{target.name} holds records; restore into a new database, named with --db."
                )
            _copy_table(source, connection, table)
        query = sa.select(sa.func.count()).select_from(schema.attempt)
        return connection.execute(query).scalar_one()


def _copy_table(source: Connection, target: Connection, table: sa.Table) -> None:
    rows = source.execution_options(yield_per=ROWS).execute(sa.select(table)).mappings()
    for some in rows.partitions():
        values: list[Any] = [dict(row) for row in some]
        target.execute(sa.insert(table), values)
    if target.dialect.name == "postgresql" and "id" in table.c:
        _count_on(target, table)


def _count_on(target: Connection, table: sa.Table) -> None:
    """Let a PostgreSQL table number its next row after those that were copied."""
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
    following = sa.func.coalesce(last, 0) + 1
    target.execute(sa.select(sa.func.setval(sequence, following, sa.false())))
