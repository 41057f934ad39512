"""A person's data are given to them, or taken away, on the command line."""

import json
import zipfile

import pytest

from grader.records import Records, Student
from tests.records.conftest import new

PROGRAM = "def affine_grads(A, dZ): ...\n"


@pytest.fixture
def records(tmp_path):
    with Records.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        opened.add_students([Student("ana", "Ana Ng"), Student("ben")])
        opened.record(new(student="ana", exercise="affine_grads", answer=PROGRAM))
        opened.record(new(student="ana", exercise="layer_parameters", answer="m*r"))
        opened.record(new(student="ana", exercise="no_more", answer="x"))
        yield opened


def test_all_of_one_person_is_in_one_zip(grader, records, tmp_path):
    assert (
        "3 attempts of ana"
        in grader("student", "export", "ana", "--out", "ana.zip", "--db", "x.db").out
    )
    with zipfile.ZipFile(tmp_path / "ana.zip") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert content["answers/affine_grads-1.py"].decode() == PROGRAM
    assert content.keys() == {"person.json", "attempts.json", "answers/affine_grads-1.py"}
    assert json.loads(content["person.json"])["student"][0]["student_name"] == "Ana Ng"
    answers = [attempt["answer"] for attempt in json.loads(content["attempts.json"])]
    assert answers == [PROGRAM, "m*r", "x"]


def test_a_person_is_erased_only_when_it_is_meant(grader, records):
    asked = grader("student", "erase", "ana", "--db", "x.db")
    assert asked.code == 2
    assert "This takes away ana and 3 attempts" in asked.err
    assert len(records.attempts()) == 3
    assert (
        "ana is erased, with 3 attempts"
        in grader("student", "erase", "ana", "--yes", "--db", "x.db").out
    )
    assert [student.student_key for student in records.students()] == ["ben"]
    assert records.attempts() == []


@pytest.mark.parametrize("command", [["export", "eve", "--out", "e.zip"], ["erase", "eve"]])
def test_a_person_of_whom_nothing_is_recorded(grader, records, command):
    ended = grader("student", *command, "--db", "x.db")
    assert (ended.code, ended.err) == (2, "Nothing is recorded of 'eve'.\n")


def test_records_are_saved_and_brought_back(grader, records, tmp_path):
    assert "3 attempts saved" in grader("db", "backup", "saved.db", "--db", "x.db").out
    assert "3 attempts restored" in grader("db", "restore", "saved.db", "--db", "y.db").out
    with Records.open(f"sqlite:///{tmp_path / 'y.db'}") as back:
        assert back.attempts() == records.attempts()
    ended = grader("db", "restore", "saved.db", "--db", "x.db")
    assert ended.code == 2
    assert "holds records" in ended.err
