"""The engine with real processes; the work is ours and does what a bad day does."""

import itertools
import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing

import pytest

from grader.batch.engine import Engine, Quarantined
from grader.batch.executors import WINDOW, Executors


def doubled(number):
    return 2 * number


def deadly(number):
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(number)


def processes(count):
    return Executors(lambda: ProcessPoolExecutor(count), lambda: count)


def threads(count):
    return Executors(lambda: ThreadPoolExecutor(count), lambda: count)


def results_of(engine, items):
    with closing(engine):
        return dict(one for landed in engine.results(items) for one in landed)


def test_every_item_comes_back_with_its_result():
    engine = Engine(doubled, threads(2))
    assert results_of(engine, range(10)) == {n: 2 * n for n in range(10)}


def test_the_item_that_kills_workers_is_set_aside_and_costs_the_others_nothing():
    results = results_of(Engine(deadly, processes(2)), range(30))
    assert results.pop(13) == Quarantined()
    assert results == {n: 2 * n for n in range(30) if n != 13}


def test_no_more_items_are_taken_than_fit_the_window():
    taken = []
    engine = Engine(doubled, threads(1))
    results = engine.results(taken.append(n) or n for n in range(50))
    next(results)
    assert len(taken) <= WINDOW + 1
    engine.close()


def test_an_error_of_our_own_ends_the_run_and_is_not_swallowed():
    def failing(number):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        results_of(Engine(failing, threads(1)), [1])


def test_workers_that_come_later_are_given_work():
    taken, jobs = [], itertools.chain([1], itertools.repeat(3))
    engine = Engine(doubled, Executors(lambda: ThreadPoolExecutor(1), lambda: next(jobs)))
    results = engine.results(taken.append(n) or n for n in range(9999))
    for _ in range(WINDOW + 1):
        next(results)
    assert len(taken) >= 3 * WINDOW
    engine.close()
