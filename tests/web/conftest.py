"""The site in this process, with a database of its own and functions of ours as the programs."""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from exercises.linear_gradient.affine_grads import affine_grads
from grader.core import local
from grader.records import Records
from grader.web.answers import Desk
from grader.web.entered import FIELDS, STATEMENTS
from grader.web.site import site

HERE = "http://127.0.0.1"


class Browser:
    """Calls the events of the page by name, as a browser would."""

    def __init__(self, client: TestClient):
        self.http = client

    def call(self, name, *values, mount="/learn", **query):
        return self.http.post(
            f"{mount}/gradio_api/run/{name}",
            json={"data": list(values), "session_hash": "here"},
            params=query,
        )

    def check(self, exercise, *typed, ticked=(), program="", practice=""):
        """The verdict on an answer."""
        texts = [*typed, *[""] * (FIELDS - len(typed))]
        ticks = [i in ticked for i in range(STATEMENTS)]
        answer = self.call("check", exercise, practice, *texts, *ticks, program)
        return answer.json()["data"][0]

    def page(self, **query):
        """Everything that the page shows at first, as one text."""
        return self.call("start", **query).text


@pytest.fixture
def records(tmp_path):
    with Records.open(f"sqlite:///{tmp_path / 'records.db'}") as opened:
        yield opened


@pytest.fixture
def desk(records):
    return Desk(records, local.runner(affine_grads))


@pytest.fixture
def browser(desk):
    with visited(desk) as opened:
        yield opened


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A browser that many tests look at pages with; it answers nothing."""
    store = tmp_path_factory.mktemp("reader") / "records.db"
    with (
        Records.open(f"sqlite:///{store}") as records,
        visited(Desk(records, local.runner())) as opened,
    ):
        yield opened


@contextlib.contextmanager
def visited(desk):
    async def built():
        return site(desk)

    # Outside of a running event loop Gradio makes loops of its own and never closes them; here a
    # browser test may have one running already.
    with ThreadPoolExecutor(1) as thread:
        app, _ = thread.submit(asyncio.run, built()).result()
    with TestClient(app, base_url=HERE, client=("127.0.0.1", 50000)) as client:
        yield Browser(client)
