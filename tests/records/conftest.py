import datetime

import pytest

from grader.records import NewAttempt, Records

NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)


def new(points=1.0, student="ana", exercise="softmax", answer="def softmax(U): ...", **more):
    result = {
        "exercise": exercise,
        "student": student,
        "status": more.pop("status", "graded"),
        "points": points,
        "max_points": 5.0,
        "checks": [],
        "diagnosis": {"certainty": "exact", "mistakes": [{"id": "SM-SUM", "feedback": "…"}]},
        "feedback": "…",
        "grader_version": more.pop("grader_version", "1"),
    }
    fields = {"parameters": {"order": [1, 0]}, "submitted_at": NOON, "source": "web", **more}
    return NewAttempt(student=student, exercise=exercise, answer=answer, result=result, **fields)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'records' / 'a.db'}"


@pytest.fixture
def records(url):
    with Records.open(url) as opened:
        yield opened


def reopened(records, url):
    """The same records after a restart."""
    records.close()
    return Records.open(url)
