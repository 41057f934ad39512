import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from grader.web.guard import BODY, Guard


@pytest.fixture
def client():
    app = FastAPI()

    @app.api_route("/", methods=["GET", "POST"])
    async def size(request: Request) -> int:
        return len(await request.body())

    @app.get("/client")
    async def sender(request: Request) -> dict:
        host = request.client.host if request.client else None
        return {"host": host, "forwarded": request.headers.get("x-forwarded-host")}

    with TestClient(Guard(app, frozenset({"localhost"})), base_url="http://localhost") as client:
        yield client


def test_an_ordinary_request_passes(client):
    assert client.post("/", content=b"abc").json() == 3


def test_a_body_that_says_it_is_too_large_is_refused(client):
    assert client.post("/", content=b"0" * (BODY + 1)).status_code == 413


def test_a_body_that_does_not_say_its_size_is_cut_off(client):
    chunks = (b"0" * 100_000 for _ in range(20))
    assert client.post("/", content=chunks).status_code == 413


@pytest.mark.parametrize(
    "head",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_a_page_of_another_site_changes_nothing(client, head):
    assert client.post("/", headers=head).status_code == 403


@pytest.mark.parametrize(
    "head", [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://localhost"}]
)
def test_our_own_pages_and_programs_may(client, head):
    assert client.post("/", headers=head).status_code == 200


def test_a_request_for_another_host_is_refused(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 421


def test_every_answer_carries_a_strict_policy(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy


def test_nobody_is_believed_about_whom_they_forward(client):
    head = {"x-forwarded-for": "127.0.0.1", "x-forwarded-host": "elsewhere.example"}
    assert client.get("/client").json()["host"] == "testclient"
    assert client.get("/client", headers=head).json() == {"host": None, "forwarded": None}
