"""A person gets all that is recorded of them, and it can be taken away for good."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from grader.records import Records, Student, schema
from grader.records.codes import STUDENT, issue
from grader.records.persons import erase, everything_of
from grader.records.regrades import record_regrade
from grader.records.sessions import sign_in
from grader.records.tokens import create
from tests.records.conftest import NOON, new

HERE = "192.0.2.7"


@pytest.fixture
def busy(records):
    return filled(records)


def filled(records):
    """Ana has left something in every table; Ben has handed in the same answer once."""
    records.add_students([Student("ana", "Ana Ng"), Student("ben")])
    code = issue(records, ["ana"], STUDENT)["ana"]
    sign_in(records, "ana", code, HERE, NOON)
    sign_in(records, "ana", "wrong", HERE, NOON)
    create(records, "ana", "laptop", NOON)
    first = records.record(new(answer="the secret of Ana"))
    records.record_all([new(answer="the same"), new(student="ben", answer="the same")])
    record_regrade(records, [(first, new(2.0, answer="the secret of Ana"))], NOON)
    return records


def test_a_person_gets_what_is_recorded_and_no_secrets(busy):
    found = everything_of(busy, "ana")
    assert found["student"][0]["student_name"] == "Ana Ng"
    assert found["sign_in_codes"] == [{"student": "ana", "role": "student"}]
    assert [token["label"] for token in found["tokens"]] == ["laptop"]
    assert found["sessions"][0].keys() == {"student", "expires_at", "role"}
    assert not any(everything_of(busy, "nobody").values())


def rows(records):
    with records.reading() as connection:
        return [
            str(tuple(row))
            for table in schema.metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        ]


def test_a_person_can_be_erased(busy):
    assert erase(busy, "ana") == 3
    assert not any("ana" in row.lower() for row in rows(busy))
    assert [student.student_key for student in busy.students()] == ["ben"]
    assert [attempt.answer for attempt in busy.attempts()] == ["the same"]


def test_what_is_erased_does_not_linger_in_a_file(sqlite_url):
    with Records.open(sqlite_url) as records:
        erase(filled(records), "ana")
        folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
        files = [file.read_bytes() for file in folder.iterdir()]
    assert b"the same" in b"".join(files)
    assert not any(b"secret of Ana" in content or b"Ana Ng" in content for content in files)
