"""The site in this process, with a database of its own and functions of ours as the programs."""

import asyncio
import contextlib
import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from exercises.linear_gradient.affine_grads import affine_grads
from grader.core import local
from grader.records import Records, Student
from grader.records.codes import INSTRUCTOR, STUDENT, issue
from grader.web import people
from grader.web.answers import Desk
from grader.web.entered import FIELDS, STATEMENTS
from grader.web.site import Reach, site

HERE = "http://127.0.0.1"
NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)


class Browser:
    """Calls the events of the page by name, as a browser would."""

    def __init__(self, client: TestClient):
        self.http = client

    def sign_in(self, name, code, **more):
        self.http.cookies.clear()
        sent = {"name": name, "code": code, **more}
        return self.http.post("/signin", data=sent, follow_redirects=False)

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


@dataclass
class Clock:
    """A clock that stands still until somebody sets it."""

    time: datetime.datetime = NOON

    def __call__(self):
        return self.time


@dataclass(frozen=True)
class Class:
    """A class behind a site: everybody's code, and a browser that has not signed in."""

    browser: Browser
    records: Records
    codes: dict[str, str]
    clock: Clock

    def enter(self, name):
        assert self.browser.sign_in(name, self.codes[name]).status_code == 303
        return self.browser

    @property
    def http(self):
        return self.browser.http


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Ana and Ben are students, Prof is an instructor."""
    store, clock = tmp_path_factory.mktemp("class") / "records.db", Clock()
    with Records.open(f"sqlite:///{store}") as records:
        records.add_students(
            [
                Student("ana", "Ana María Ruiz", email="ana@uni.example", login="amr7"),
                Student("ben", "Ben Okafor", email="ben@uni.example", login="bok1"),
            ]
        )
        codes = issue(records, ["ana", "ben"], STUDENT) | issue(records, ["prof"], INSTRUCTOR)
        desk = Desk(records, local.runner(affine_grads), clock)
        with visited(desk, people.Class(records, clock)) as browser:
            yield Class(browser, records, codes, clock)


@contextlib.contextmanager
def visited(desk, people=None, reach=None):
    async def built():
        return site(desk, people, reach or Reach())

    app, _ = in_a_loop(built())
    with TestClient(app, base_url=HERE, client=("127.0.0.1", 50000)) as client:
        yield Browser(client)


def in_a_loop(work):
    """What a coroutine comes to."""
    # Outside of a running event loop Gradio makes loops of its own and never closes them; here a
    # browser test may have one running already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
