"""No program reads or changes what is not its own, wherever a layer stands that forbids it."""

import pytest

from grader.core.run import Returned
from tests.attacks import bare
from tests.attacks.reaching import REACHING
from tests.attacks.reading import OF_FILES, OF_OURSELVES, OF_PROCESSES
from tests.attacks.world import MARKER, eventually


def won(value):
    return value is True or (isinstance(value, str) and MARKER in value)


def server(sandbox):
    return sandbox._pool._current.process.pid


@pytest.mark.parametrize("attack", [*OF_FILES, *OF_PROCESSES, *REACHING], ids=str)
def test_each_layer_holds(attack, attacked, sandbox, world):
    world.renew()
    outcome = attacked(attack.source, {**world.given(server(sandbox)), "bare": False})
    got = any(isinstance(r, Returned) and won(r.value) for r in outcome.results)
    seen = getattr(world, attack.seen, lambda: got)
    if set(sandbox.layers.names) & attack.stopped_by:
        assert not seen(), outcome
        assert outcome.status == "finished"
    else:
        assert eventually(seen), outcome


@pytest.mark.parametrize("attack", OF_OURSELVES, ids=str)
def test_what_is_not_there_cannot_be_found(attack, attacked, sandbox, world):
    outcome = attacked(attack.source, {**world.given(server(sandbox)), "bare": False}, seconds=9)
    assert outcome.status == "finished"
    assert not any(isinstance(r, Returned) and won(r.value) for r in outcome.results), outcome


@pytest.mark.parametrize("attack", OF_OURSELVES, ids=str)
def test_the_same_search_finds_what_is_there(attack, world):
    world.renew()
    assert won(bare.value(attack.source, args=[{**world.given(0), "bare": True}]))
