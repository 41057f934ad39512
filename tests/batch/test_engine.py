"""The engine with real processes; the work is ours and does what a bad day does."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from grader.batch.engine import Engine, Quarantined


def doubled(number):
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def two_processes():
    return ProcessPoolExecutor(2)


def results_of(engine, items):
    return dict(one for landed in engine.results(items) for one in landed)


def test_every_item_comes_back_with_its_result():
    engine = Engine(doubled, lambda: ThreadPoolExecutor(2), 4)
    assert results_of(engine, range(10)) == {n: 2 * n for n in range(10)}


def test_the_item_that_kills_workers_is_set_aside_and_costs_the_others_nothing():
    results = results_of(Engine(doubled, two_processes, 8), range(30))
    assert results.pop(13) == Quarantined()
    assert results == {n: 2 * n for n in range(30) if n != 13}


def test_no_more_items_are_taken_than_fit_the_window():
    taken = []
    engine = Engine(doubled, lambda: ThreadPoolExecutor(1), 3)
    results = engine.results(taken.append(n) or n for n in range(50))
    next(results)
    assert len(taken) <= 4
    results.close()


def test_an_error_of_our_own_ends_the_run_and_is_not_swallowed():
    def failing(number):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Engine(failing, lambda: ThreadPoolExecutor(1), 2).results([1]))
