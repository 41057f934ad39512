"""Records that were made apart come together: everything once, nothing overwritten."""

import pytest

from grader.records import Records, RecordsError, Student
from grader.records.merging import merge
from grader.records.regrades import record_regrade
from tests.records.conftest import NOON, new


@pytest.fixture
def other(other_url):
    with Records.open(other_url) as opened:
        opened.add_students([Student("ben", "Ben Ng", email="ben@x.edu")])
        opened.record(new(2.0, "ben"))
        opened.record(new(1.0, "ben", answer=["A", None, 0.5], late_seconds=60))
        opened.take_hint("ben", "softmax", 2, NOON)
        yield opened


def plain(attempt):
    return {name: value for name, value in vars(attempt).items() if name not in ("id", "number")}


def test_attempts_are_appended_as_they_were(records, other):
    records.record(new(3.0, "ana"))
    assert merge(records, other) == (2, 0)
    assert list(map(plain, records.attempts("ben"))) == list(map(plain, other.attempts("ben")))
    assert [one.number for one in records.attempts("ben")] == [1, 2]
    assert {one.student: one.points for one in records.best()} == {"ana": 3.0, "ben": 2.0}
    assert records.hints("ben", "softmax") == 2


def test_nothing_comes_twice(records, other):
    merge(records, other)
    before = records.attempts()
    assert merge(records, other) == (0, 2)
    assert records.attempts() == before


def test_the_same_answer_at_another_time_is_another_attempt(records, other):
    records.record(new(2.0, "ben", submitted_at=None))
    assert merge(records, other) == (2, 0)
    assert [one.number for one in records.attempts("ben")] == [1, 2, 3]


def test_what_is_known_of_a_student_stays(records, other):
    records.add_students([Student("ben", "Benjamin")])
    merge(records, other)
    assert records.students() == [Student("ben", "Benjamin", email="ben@x.edu")]


def test_a_regrade_is_not_torn_from_what_it_replaces(records, other):
    record_regrade(other, [(other.attempts()[0], new(0.0, "ben"))], NOON)
    with pytest.raises(RecordsError, match="merge first and regrade afterwards"):
        merge(records, other)
    assert records.attempts() == []
