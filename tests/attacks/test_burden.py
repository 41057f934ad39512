"""Whatever comes back, it is judged, and the judgement is small: no exception of ours."""

import dataclasses
import json

import pytest

from grader import catalog
from grader.core.grade import grade, pose
from tests.attacks.burdening import BURDENS

BREAKS = (TypeError, ValueError, LookupError, OverflowError)


@pytest.mark.parametrize("burden", BURDENS, ids=str)
def test_an_odd_result_is_judged_like_any_other(burden, sandbox):
    exercise = catalog.exercise(burden.exercise)
    result = grade(exercise, pose(exercise), burden.source, sandbox.run, lambda: 0.0)
    assert result.status == "graded"
    assert result.points < result.max_points
    assert len(json.dumps(dataclasses.asdict(result), allow_nan=False)) < 100_000


@pytest.mark.parametrize("burden", BURDENS, ids=str)
def test_who_takes_it_as_it_comes_breaks_or_swells(burden, sandboxes):
    exercise, outcomes = catalog.exercise(burden.exercise), []

    def run(job):
        outcomes.append(sandboxes("filtered").run(job))
        return outcomes[-1]

    grade(exercise, pose(exercise), burden.source, run, lambda: 0.0)
    try:
        assert burden.careless(outcomes[0].results[0].value) is True
    except BREAKS:
        return
