"""A database of an earlier version is brought up to date, and nothing of it is lost."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from grader.records import Records, RecordsError, schema
from grader.records.copying import restore
from grader.records.database import MIGRATIONS
from tests.records.conftest import new

ATTEMPT = """
INSERT INTO attempt (id, student, exercise, number, submitted_at, source, external_ref,
    content_sha256, parameters, result, status, points, max_points, grader_version,
    content_version, level, hints_used)
VALUES (1, 'ana', 'softmax', 1, '', 'web', '', 'abc', '{}', '{}', 'graded', 3, 5, '0', '', '', 0)
"""


@pytest.fixture
def first_version(databases):
    return make_first_version(databases("first"))


def make_first_version(url):
    """A database as the first version left it, with one attempt and one session."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            "INSERT INTO student (student_key) VALUES ('ana')",
            "INSERT INTO content VALUES ('abc', '\"old\"')",
            ATTEMPT,
            "INSERT INTO best VALUES ('ana', 'softmax', 1, 3)",
            "INSERT INTO session (token_sha256, student, expires_at) VALUES ('t', 'ana', 'x')",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    return url


def test_the_migrations_lead_to_the_schema(records):
    with records.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []


def test_what_the_first_version_recorded_is_kept(first_version):
    with Records.open(first_version) as records:
        assert [attempt.answer for attempt in records.attempts()] == ["old"]
        assert records.best()[0].points == 3.0
        with records.reading() as connection:
            assert connection.execute(sa.select(schema.session.c.role)).scalars().all() == [
                "student"
            ]


def test_attempts_of_the_first_version_are_final(first_version):
    with (
        Records.open(first_version) as records,
        pytest.raises(RecordsError, match="never"),
        records.writing() as connection,
    ):
        connection.exec_driver_sql("UPDATE attempt SET points = 5")


def test_a_backup_of_the_first_version_is_restored_and_left_as_it_is(tmp_path, other_url):
    make_first_version(f"sqlite:///{tmp_path / 'old.db'}")
    before = (tmp_path / "old.db").read_bytes()
    with Records.open(other_url) as fresh:
        assert restore(fresh, tmp_path / "old.db") == 1
        assert fresh.record(new()).number == 2
    assert (tmp_path / "old.db").read_bytes() == before
