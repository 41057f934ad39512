import pytest

from grader.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox() as one:
        yield one
