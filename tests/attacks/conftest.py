import pytest

from grader.core.run import Call, Job
from grader.sandbox import Sandbox
from grader.sandbox.layers import NONE, Layers, only
from tests.attacks.world import World

TIERS = {
    "isolated": Layers(),
    "confined": Layers().without("namespaces"),
    "filtered": only("seccomp", "rlimits"),
    "namespaces": only("namespaces", "rlimits"),
    "landlock": only("landlock", "rlimits"),
    "limited": only("rlimits"),
    "bare": NONE,
}


@pytest.fixture(scope="session")
def world():
    one = World()
    yield one
    one.close()


@pytest.fixture(scope="session")
def sandboxes():
    """A warm server for each tier, started when it is asked for."""
    started = {}
    yield lambda tier: started.setdefault(tier, Sandbox(wanted=TIERS[tier]))
    for sandbox in started.values():
        sandbox.close()


@pytest.fixture(params=list(TIERS))
def tier(request):
    return request.param


@pytest.fixture
def sandbox(sandboxes, tier):
    """The sandbox of this tier; skips where this machine lacks one of its layers."""
    one = sandboxes(tier)
    if lacking := sorted(set(TIERS[tier].names) - set(one.layers.names)):
        pytest.skip(f"this machine does not give {' and '.join(lacking)}")
    return one


@pytest.fixture
def attacked(sandbox):
    """The outcome of a program in this tier, and the sandbox as good as before it."""

    def run(source, *args, seconds=1.0, memory=256):
        return sandbox.run(Job(source, "f", (Call(args),), seconds=seconds, memory_mib=memory))

    yield run
    assert run("def f(): return 42").results[0].value == 42
