"""A person is found by what they type as their name."""

import pytest

from grader.records import Student
from grader.records.codes import INSTRUCTOR, STUDENT, issue
from grader.records.names import key_of


@pytest.fixture
def known(records):
    records.add_students(
        [
            Student("s1", "Ana Ruiz", "Ruiz, Ana", "ana@uni.example", "aruiz"),
            Student("s2", "Ben Okafor", email="ben@uni.example", login="s1"),
            Student("s3", "Ben Okafor", login="bo3"),
            Student("s4", "Without Code", login="wc"),
        ]
    )
    issue(records, ["s1", "s2", "s3"], STUDENT)
    issue(records, ["prof"], INSTRUCTOR)
    return records


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("s1", "s1"),
        ("S1 ", "s1"),
        ("ARUIZ", "s1"),
        ("Ana@Uni.example", "s1"),
        (" ana   ruiz", "s1"),
        ("ruiz, ana", "s1"),
        ("ben@uni.example", "s2"),
        ("bo3", "s3"),
        ("Prof", "prof"),
    ],
)
def test_key_login_email_and_name_are_all_names(known, typed, key):
    assert key_of(known, typed) == key


def test_nobody_has_the_key_of_another_as_a_login(known):
    assert key_of(known, "s1") == "s1"


@pytest.mark.parametrize("typed", ["Ben Okafor", "wc", "nobody", "", " ", "\0", "\ud800"])
def test_what_two_people_are_called_or_nobody_stays_as_it_was_typed(known, typed):
    assert key_of(known, typed) == typed.strip()
