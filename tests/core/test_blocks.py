"""A function put together from statements does what the whole one does."""

import inspect

import numpy as np
import pytest

from grader import catalog
from grader.core import local
from grader.core.blocks import Blocks
from grader.core.diagnosis.signature import pieces
from grader.core.edits import composed, sketched
from grader.core.kinds import Code
from grader.core.sheet import sheet_of


def leaves_early(values, least=0.0):
    """The first value above `least`.

    Its documentation has lines of its own.
    """
    kept = [v for v in values if v > least]
    for value in (
        kept  # a comment, and a statement of several lines
    ):
        if value > least:
            return value
    return None


def double(x):
    def twice(y):
        return 2 * y

    return twice(x)


def blocks(function):
    source = inspect.getsource(function)
    return source, Blocks.of(source, function.__globals__)


@pytest.mark.parametrize("args", [([1.0, 2.0],), ([1.0, 2.0], 1.5), ([1.0], 9.0), ([],)])
def test_a_return_within_a_loop_ends_the_function(args):
    source, made = blocks(leaves_early)
    assert made.function(source)(*args) == leaves_early(*args)


def test_a_return_of_an_inner_function_stays_in_it():
    source, made = blocks(double)
    assert made.function(source)(4.0) == 8.0


def test_another_header_is_not_put_together():
    source, made = blocks(double)
    assert made.function(source.replace("def double(x)", "def double(z)")) is None


def test_what_is_no_statement_is_not_put_together():
    source, made = blocks(double)
    assert made.function(source.replace("return twice(x)", "return twice(")) is None


FUNCTIONS = [id for id in catalog.ids() if isinstance(catalog.exercise(id), Code)]


@pytest.mark.parametrize("id", FUNCTIONS)
def test_every_mistake_returns_the_same_from_statements(id):
    exercise = catalog.exercise(id)
    calls, driver = sheet_of(exercise).probe_calls, exercise.driver
    for mistake in (m for m in exercise.mistakes if m.edits):
        made = (make(exercise.reference, (mistake,)) for make in (composed, sketched))
        whole, quick = (pieces(exercise, local.sample(f, calls, driver)) for f in made)
        for name in exercise.returns:
            assert np.array_equal(whole[name].numbers, quick[name].numbers, equal_nan=True)
            assert whole[name].form == quick[name].form
