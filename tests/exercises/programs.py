"""A student's program, judged in this process."""

import textwrap
import time

import numpy as np

from grader.core.grade import grade, pose
from grader.core.local import runner


def judged(exercise, source):
    """The result for a program; it is trusted here, as every test is."""
    scope = {"np": np}
    exec(textwrap.dedent(source), scope)
    function = scope[exercise.reference.__name__]
    return grade(exercise, pose(exercise, "ana"), "(ours)", runner(function), time.perf_counter)


def named(result):
    return [mistake.id for mistake in result.diagnosis.mistakes]
