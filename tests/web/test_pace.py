import datetime

from grader.web.pace import MOST, Pace
from tests.web.conftest import NOON

A_SECOND = datetime.timedelta(seconds=1)


def test_whoever_checks_too_often_waits_and_nobody_else_does():
    pace = Pace(2)
    assert [pace.wait("ana", NOON + i * A_SECOND) for i in (0, 10, 20)] == [0, 0, 40]
    assert pace.wait("ben", NOON + 20 * A_SECOND) == 0
    assert pace.wait("ana", NOON + 60 * A_SECOND) == 0
    assert pace.wait("ana", NOON + 61 * A_SECOND) == 9


def test_the_page_says_how_long_to_wait_and_records_nothing(school):
    browser = school.enter("ben")
    for _ in range(MOST):
        browser.check("score_shapes", "1x1")
    before = len(school.records.attempts("ben"))
    assert "was not graded. What you entered is kept here" in browser.check("score_shapes", "2x2")
    assert len(school.records.attempts("ben")) == before
