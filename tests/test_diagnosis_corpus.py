"""The programs of bench/diagnosis are what their labels say, as far as that shows from outside."""

import pytest

from bench.diagnosis import corpus, fresh, styles
from bench.diagnosis.mutants import mutants
from grader import catalog
from grader.core import local

STYLES = [style for family in corpus.families() for style in styles.of_family(family)]
PROGRAMS = [p for style in STYLES for p in corpus.of_style(style)]


def named(items):
    return {"argvalues": items, "ids": [getattr(i, "family", "") + "/" + i.name for i in items]}


@pytest.mark.parametrize("style", **named(STYLES))
def test_a_style_without_slips_is_right(style):
    reference = catalog.exercise(style.family).reference
    expected = local.sample(reference, fresh.calls(style.family))
    assert fresh.same(expected, fresh.results(style.family, style.source))


@pytest.mark.parametrize("style", **named(STYLES))
def test_every_slip_shows(style):
    right = fresh.results(style.family, style.source)
    wrong = [p for p in corpus.of_style(style) if p.kind != corpus.RIGHT]
    same = [p.name for p in wrong if fresh.same(right, fresh.results(p.family, p.source))]
    assert not same


def test_no_two_programs_share_a_name_or_a_text():
    assert len({p.name for p in PROGRAMS}) == len(PROGRAMS)
    assert len({p.source for p in PROGRAMS}) == len(PROGRAMS)


def test_there_is_enough_of_everything():
    kinds = [p.kind for p in PROGRAMS]
    wanted = {"single": 150, "pair": 100, "triple": 40, corpus.OUTSIDE: 25, corpus.RIGHT: 15}
    assert {kind for kind, least in wanted.items() if kinds.count(kind) < least} == set()


def test_the_halves_are_of_like_size():
    tuned = sum(p.half == "tune" for p in PROGRAMS)
    assert 0.4 < tuned / len(PROGRAMS) < 0.6


def test_mutants_are_the_same_every_time_and_are_programs():
    first, again = (mutants(PROGRAMS[:40], 60) for _ in range(2))
    assert first == again
    assert all(compile(p.source, p.name, "exec") for p in first)


def test_an_old_text_that_is_not_there_is_an_error():
    style = STYLES[0]
    slip = styles.Slip("absent", frozenset(), (("no such line", ""),))
    with pytest.raises(styles.StyleError, match="occurs 0 times"):
        styles.changed(style.source, (slip,))
