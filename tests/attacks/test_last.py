"""No program uses up more than it may, outlives its run, or leaves anything for the next one."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.core.run import Call, Job, Returned
from tests.attacks import bare
from tests.attacks.attack import Attack
from tests.attacks.lasting import ENDLESS, GREEDY, LEFT, RUINOUS, STOPPED
from tests.attacks.world import eventually


def true(outcome):
    return any(isinstance(r, Returned) and r.value is True for r in outcome.results)


@pytest.fixture(scope="module")
def ended(sandboxes):
    """The outcomes of all endless programs in a tier, run side by side."""
    known = {}

    def outcomes(tier):
        if tier not in known:
            jobs = [Job(a.source, "f", (Call((1,)),), seconds=0.2) for a in ENDLESS]
            with ThreadPoolExecutor(len(jobs)) as pool:
                known[tier] = list(pool.map(sandboxes(tier).run, jobs))
        return known[tier]

    return outcomes


@pytest.mark.parametrize("attack", range(len(ENDLESS)), ids=[str(a) for a in ENDLESS])
def test_an_endless_program_is_ended(attack, tier, ended, attacked):
    outcome = ended(tier)[attack]
    assert outcome.status in STOPPED
    assert outcome.results == ()


@pytest.mark.parametrize("attack", ENDLESS, ids=str)
def test_left_alone_it_goes_on(attack):
    with bare.started(attack.source, args=[0]) as child:
        time.sleep(0.4)
        still = child.poll() is None
        os.kill(child.pid, signal.SIGKILL)
    assert still


@pytest.mark.parametrize("attack", GREEDY, ids=str)
def test_more_than_its_share_is_refused(attack, attacked, sandbox):
    before = family(sandbox)
    outcome = attacked(attack.source, 1, seconds=1.0, memory=256)
    held = bool(set(sandbox.layers.names) & attack.stopped_by)
    assert true(outcome) is not held, outcome
    assert eventually(lambda: family(sandbox) == before)


@pytest.mark.parametrize(("name", "body", "status"), RUINOUS, ids=[r[0] for r in RUINOUS])
def test_a_program_ruins_only_its_own_run(name, body, status, attacked):
    outcome = attacked(Attack(name, set(), body).source, 1, seconds=0.5)
    assert outcome.status in status.split()


@pytest.mark.parametrize("left", LEFT, ids=str)
def test_nothing_is_left_for_the_next_run(left, attacked, sandbox):
    attacked(left.program(left.leave), 1)
    outcome = attacked(left.program(left.look), 1)
    assert true(outcome) is not (
        bool(set(sandbox.layers.names) & left.stopped_by) or not left.stopped_by
    )


@pytest.mark.parametrize("left", [one for one in LEFT if not one.stopped_by], ids=str)
def test_in_one_process_it_would_be_found(left):
    assert bare.value(left.program(left.leave), left.program(left.look), args=[1]) is True


def family(sandbox):
    """The processes that descend from the server."""
    return descendants(sandbox._pool._current.process.pid)


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [p for child in map(int, children) for p in [child, *descendants(child)]]
