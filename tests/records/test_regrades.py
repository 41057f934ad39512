"""A new result stands in the place of the old one, until it is taken back; nothing is lost."""

import pytest

from grader.records import RecordsError
from grader.records.regrades import record_regrade, withdraw
from tests.records.conftest import NOON, new


def points(records):
    return [attempt.points for attempt in records.attempts()]


@pytest.fixture
def three(records):
    """Attempts worth 1, 5 and 3 points."""
    return [records.record(new(value)) for value in (1.0, 5.0, 3.0)]


def regrade(records, *changes):
    pairs = [(attempt, new(value, source="regrade")) for attempt, value in changes]
    return record_regrade(records, pairs, NOON)


def test_a_regrade_counts_in_the_place_of_the_attempt(records, three):
    regrade(records, (three[0], 4.0))
    assert points(records) == [4.0, 5.0, 3.0]
    assert [attempt.number for attempt in records.attempts()] == [4, 2, 3]


def test_what_was_recorded_is_still_there(records, three):
    regrade(records, (three[0], 4.0))
    assert [attempt.points for attempt in records.every_attempt("ana")] == [1.0, 4.0, 5.0, 3.0]


def test_a_lower_score_counts_as_well(records, three):
    regrade(records, (three[1], 2.0))
    (best,) = records.best("ana")
    assert (best.points, best.number) == (3.0, 3)


def test_a_regrade_can_be_taken_back(records, three):
    before = records.attempts(), records.best()
    number = regrade(records, (three[0], 4.0), (three[1], 0.0))
    assert withdraw(records, number, NOON) == 2
    assert (records.attempts(), records.best()) == before


def test_the_newest_regrade_counts_until_it_is_taken_back(records, three):
    first = regrade(records, (three[0], 2.0))
    second = regrade(records, (records.attempts()[0], 4.0))
    assert points(records) == [4.0, 5.0, 3.0]
    withdraw(records, second, NOON)
    assert points(records) == [2.0, 5.0, 3.0]
    withdraw(records, first, NOON)
    assert points(records) == [1.0, 5.0, 3.0]


def test_an_older_regrade_is_taken_back_under_a_newer_one(records, three):
    first = regrade(records, (three[0], 2.0))
    regrade(records, (records.attempts()[0], 4.0))
    withdraw(records, first, NOON)
    assert points(records) == [4.0, 5.0, 3.0]


def test_the_best_found_anew_is_the_same(records, three):
    regrade(records, (three[1], 2.0))
    before = records.best()
    records.rebuild_best()
    assert records.best() == before


def test_the_answer_is_known_by_its_regrade(records, three):
    regrade(records, (three[0], 4.0))
    known = records.recorded("ana", "softmax", "def softmax(U): ...", ("1", ""))
    assert (known.points, known.source) == (4.0, "regrade")


def test_what_is_not_there_or_no_longer_cannot_be_taken_back(records, three):
    number = regrade(records, (three[0], 4.0))
    withdraw(records, number, NOON)
    with pytest.raises(RecordsError, match="was taken back on 2026-11-24T12:00:00Z"):
        withdraw(records, number, NOON)
    with pytest.raises(RecordsError, match="There is no regrade 99"):
        withdraw(records, 99, NOON)


def test_a_regrade_is_recorded_whole_or_not_at_all(records, three):
    with pytest.raises(RecordsError):
        regrade(records, (three[0], 4.0), (three[1], -1.0))
    assert points(records) == [1.0, 5.0, 3.0]
