"""Which attempt counts, and what lateness takes: computed at export from the stored facts."""

from datetime import UTC, datetime, timedelta

import pytest

from grader.gradebook import ExerciseRow, scores, with_missing, with_zeros
from grader.gradebook.policy import Rule, Rules
from grader.gradebook.rules import UnusableRules, rules, strangers
from grader.records import Student
from grader.records.store import Records
from tests.records.conftest import NOON, new

SOFTMAX = ExerciseRow("softmax", "Stable softmax", 5.0)
TENTH = Rule(deadline=NOON, grace=timedelta(minutes=10), penalty_per_day=0.1, max_penalty=0.25)
HOURS = timedelta(hours=1)


@pytest.fixture
def records():
    with Records.open("sqlite://") as opened:
        yield opened


def handed_in(records, *attempts):
    """(points, hours after the deadline) for each attempt, each another answer."""
    for points, hours in attempts:
        moment = NOON + hours * HOURS
        records.record(new(points, answer=f"{points} {hours}", submitted_at=moment))


def score(records, policy="best", rule=TENTH, **more):
    (found,) = scores(
        records.attempts(), records.students(), [SOFTMAX], policy, Rules(rule, **more)
    )
    return found


@pytest.mark.parametrize(
    ("hours", "penalty"),
    [(-1, 0), (0, 0), (1 / 6, 0), (1 / 6 + 1e-3, 0.4), (24, 0.4), (24.01, 0.8), (999, 1.0)],
)
def test_each_day_begun_takes_its_part_up_to_the_most(records, hours, penalty):
    handed_in(records, (4.0, hours))
    found = score(records)
    assert found.penalty == pytest.approx(penalty)
    assert found.score == pytest.approx(4.0 - penalty)
    assert found.raw_score == 4.0


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("best", 3.9), ("first", 2.0), ("last", 3.2), ("last_before_deadline", 3.9)],
)
def test_the_policy_looks_at_scores_after_the_penalty(records, policy, expected):
    handed_in(records, (2.0, -3), (3.9, -2), (4.0, 30))
    assert score(records, policy).score == pytest.approx(expected)


def test_where_nothing_came_in_time_the_first_late_one_counts(records):
    handed_in(records, (2.0, 1), (4.0, 30))
    assert score(records, "last_before_deadline").score == pytest.approx(1.8)


def test_the_order_is_that_of_handing_in_not_of_recording(records):
    handed_in(records, (2.0, -1), (4.0, -2))
    assert score(records, "last").raw_score == 2.0


def test_the_same_answer_again_is_not_late(records):
    for hours in (-1, 30):
        records.record(new(4.0, submitted_at=NOON + hours * HOURS))
    assert score(records, "last").penalty == 0


def test_an_extension_moves_a_students_deadline(records):
    handed_in(records, (4.0, 30))
    later = {"ana": {"softmax": NOON + 31 * HOURS}}
    assert score(records, extensions=later).score == 4.0
    assert score(records, extensions={"ana": {"default": NOON + 31 * HOURS}}).score == 4.0
    assert score(records, extensions={"ana": {"default": NOON - HOURS}}).penalty == 0.8


def test_the_platforms_lateness_counts_where_no_deadline_or_time_is_known(records):
    records.record(new(4.0, submitted_at=None, late_seconds=90_000))
    assert score(records).penalty == pytest.approx(0.8)
    assert score(records, rule=Rule(penalty_per_day=0.1)).penalty == pytest.approx(0.8)


def test_what_nobody_knows_takes_nothing(records):
    records.record(new(4.0, submitted_at=None))
    assert score(records).penalty == 0


def test_missing_is_zero_only_on_request_and_what_was_not_judged_never(records):
    records.add_students([Student("bo")])
    records.record(new(0.0, status="not_judged"))
    found = scores(records.attempts(), records.students(), [SOFTMAX])
    every = with_missing(found, records.students(), [SOFTMAX])
    assert [one.score for one in every] == [None, None]
    assert [one.score for one in with_zeros(every)] == [None, 0.0]


def test_rules_are_read_from_toml():
    found = rules("""
        withhold = ["ben"]
        [default]
        deadline = 2026-11-24T13:00:00+01:00
        penalty_per_day = 0.1
        [exercises.softmax]
        grace_minutes = 10
        [extensions.ana]
        softmax = 2026-11-25T12:00:00Z
    """)
    assert found.rule("bo", "one_hot") == Rule(NOON, penalty_per_day=0.1)
    assert found.rule("bo", "softmax") == Rule(NOON, timedelta(minutes=10), 0.1)
    assert found.rule("ana", "softmax").deadline == datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert found.withhold == ("ben",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("= 1", "is no TOML"),
        ("withold = []", "the file has 'withold'; known are withhold"),
        ("default = 3", "default should be a table"),
        ("withhold = 'ben'", "withhold should be a list of students"),
        ("[default]\ndeadline = 2026-11-24T13:00:00", "write it with its time zone"),
        ("[default]\ndeadline = 2026-11-24", "default.deadline should be a time"),
        ("[exercises.softmax]\npenalty_per_day = 10", "a number from 0 to 1, not 10"),
        ("[default]\ngrace_minutes = true", "a number from 0 to 1e+06, not True"),
        ("[extensions.ana]\nsoftmax = 3", "extensions.ana.softmax should be a time"),
    ],
)
def test_rules_that_cannot_be_used_say_where(text, sentence):
    with pytest.raises(UnusableRules) as caught:
        rules(text)
    assert sentence in str(caught.value)


def test_rules_that_name_strangers_are_told():
    found = rules(
        'withhold = ["bne"]\n[exercises.sotfmax]\n[extensions.ana]\ndefault = 2026-11-24T12:00:00Z'
    )
    assert list(strangers(found, ["softmax"], ["ana", "ben"])) == [
        "there is no exercise 'sotfmax'",
        "there is no student 'bne' in the records",
    ]
