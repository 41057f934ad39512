import datetime

import psycopg
import pytest

from grader.records import NewAttempt, Records
from tests import postgres as postgresql

NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)


def new(points=1.0, student="ana", exercise="softmax", answer="def softmax(U): ...", **more):
    result = {
        "exercise": exercise,
        "student": student,
        "status": more.pop("status", "graded"),
        "points": points,
        "max_points": 5.0,
        "checks": [],
        "diagnosis": {
            "certainty": "exact",
            "mistakes": [{"id": more.pop("mistake", "SM-SUM"), "feedback": "…"}],
        },
        "feedback": "…",
        "grader_version": more.pop("grader_version", "1"),
    }
    fields = {"parameters": {"order": [1, 0]}, "submitted_at": NOON, "source": "web", **more}
    return NewAttempt(student=student, exercise=exercise, answer=answer, result=result, **fields)


@pytest.fixture(scope="session")
def postgres():
    """A server with one database, `made`, in which there are our tables and nothing else."""
    with postgresql.server() as url:
        _run(url, "CREATE DATABASE made")
        Records.open(f"{url}/made").close()
        yield url


def _run(server, statement):
    with psycopg.connect(_plain(f"{server}/postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _plain(url):
    return url.replace("+psycopg", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request):
    return request.param


@pytest.fixture
def databases(request, backend, tmp_path):
    """`databases(name, like)` is the URL of a new database: an empty one, or one like `made`."""
    names = []

    def database(name, like="template0"):
        if backend == "sqlite":
            (tmp_path / "records").mkdir(exist_ok=True)
            return f"sqlite:///{tmp_path / 'records' / name}.db"
        server = request.getfixturevalue("postgres")
        _run(server, f"CREATE DATABASE {name} TEMPLATE {like}")
        names.append(name)
        return f"{server}/{name}"

    yield database
    for name in names:
        _run(request.getfixturevalue("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def url(databases):
    return databases("a", "made")


@pytest.fixture
def other_url(databases):
    return databases("b", "made")


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'records' / 'only.db'}"


@pytest.fixture
def records(url):
    with Records.open(url) as opened:
        yield opened


def reopened(records, url):
    """The same records after a restart."""
    records.close()
    return Records.open(url)
