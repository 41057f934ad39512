"""What may a student's own notebook ask?  For a question, a grade, the scores, in JSON."""

import json
from collections.abc import Callable
from typing import Any

import anyio
from fastapi import APIRouter, FastAPI, Request, Response

from grader import catalog
from grader.catalog import NoSuchExercise
from grader.core.exercise import Question
from grader.intake.values import NotLiteral, plain
from grader.records import RecordsError
from grader.records.limits import answers
from grader.records.tokens import owner
from grader.web.answers import NOTEBOOK, Desk
from grader.web.turns import AT_ONCE, Busy, TooMany

WHO = "Send a token of yours as the header `Authorization: Bearer …`; /my/tokens makes one."
SHAPE = 'Send a JSON object: {"exercise": "layer_parameters", "answer": "m*r"}.'
OFTEN = "You have sent very many answers. Wait {minutes} and go on; nothing was lost."
YOURS = "Answers of yours are still being graded; send one after the other."
BUSY = "Very many answers are being graded. Yours was not; send it again in a moment."
AWAY = "The records cannot be reached. Your answer did not count; send it again in a moment."


class Refusal(Exception):
    """The answer to a request is a status and a sentence."""

    def __init__(self, status: int, sentence: str, wait: int = 0) -> None:
        self.status, self.sentence, self.wait = status, sentence, wait


def install(app: FastAPI, desk: Desk) -> None:
    """Serve the endpoints below /api."""
    routes = APIRouter(prefix="/api")
    # So that graded answers never take the threads that everything else runs in.
    limiter = anyio.CapacityLimiter(2 * AT_ONCE)

    async def told(work: Callable[..., Any], *args: Any) -> Response:
        return await anyio.to_thread.run_sync(_told, work, *args, limiter=limiter)

    @routes.post("/grade")
    async def graded(request: Request) -> Response:
        return await told(grade, desk, token_of(request), await request.body())

    @routes.get("/question/{id}")
    async def asked(request: Request, id: str) -> Response:
        return await told(question, desk, token_of(request), id)

    @routes.get("/scores")
    async def earned(request: Request) -> Response:
        return await told(scores, desk, token_of(request))

    app.include_router(routes)


def grade(desk: Desk, token: str, body: bytes) -> dict[str, Any]:
    """The object of `grade --json` for an answer, which is recorded.  Raises Refusal."""
    who = _student(desk, token)
    id, answer = _asked(body)
    _known(id)
    seconds = answers(desk.records, who, desk.clock())
    if seconds:
        minutes = -(-seconds // 60)
        plural = "s" * (minutes > 1)
        raise Refusal(429, OFTEN.format(minutes=f"{minutes} minute{plural}"), seconds)
    try:
        return desk.answer(desk.asked(who, id), answer, source=NOTEBOOK).result.as_dict()
    except TooMany:
        raise Refusal(429, YOURS, 1) from None
    except Busy:
        raise Refusal(503, BUSY, 5) from None


def question(desk: Desk, token: str, id: str) -> dict[str, Any]:
    """The question as this student sees it.  Raises Refusal."""
    who = _student(desk, token)
    _known(id)
    return _posed(desk.asked(who, id).question)


def scores(desk: Desk, token: str) -> dict[str, Any]:
    """The student's best points, in the lecture's order.  Raises Refusal."""
    who = _student(desk, token)
    best = {attempt.exercise: attempt.points for attempt in desk.records.best(who)}
    rows = [
        {"exercise": id, "points": best.get(id), "max_points": catalog.exercise(id).points}
        for id in catalog.ids()
    ]
    return {"student": who, "scores": rows}


def token_of(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _student(desk: Desk, token: str) -> str:
    who = owner(desk.records, token) if token else None
    if who is None:
        raise Refusal(401, WHO)
    return who


def _known(id: str) -> None:
    try:
        catalog.entry(id)
    except NoSuchExercise as error:
        raise Refusal(404, str(error)) from error


def _asked(body: bytes) -> tuple[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, f"That is not JSON. {SHAPE}") from error
    if not isinstance(sent, dict) or not isinstance(sent.get("exercise"), str):
        raise Refusal(400, SHAPE)
    if sent.get("answer") is None:
        raise Refusal(400, f"There is no answer in it. {SHAPE}")
    try:
        return sent["exercise"], plain(sent["answer"])
    except NotLiteral as error:
        raise Refusal(400, f"The answer {error}") from error


def _posed(question: Question) -> dict[str, Any]:
    exercise = catalog.exercise(question.exercise)
    return {
        "exercise": question.exercise,
        "student": question.student,
        "title": exercise.title,
        "kind": exercise.kind,
        "points": exercise.points,
        "text": question.text,
        "fields": list(question.fields),
        "options": dict(zip(question.letters, question.options, strict=True)),
        "starter": question.starter,
    }


def _told(work: Callable[..., dict[str, Any]], *args: Any) -> Response:
    """What there is to tell as JSON, or why there is nothing."""
    try:
        return _json(200, work(*args))
    except Refusal as refusal:
        head = {"retry-after": str(refusal.wait)} if refusal.wait else {}
        if refusal.status == 401:
            head["www-authenticate"] = "Bearer"
        return _json(refusal.status, {"error": refusal.sentence}, head)
    except RecordsError:
        return _json(503, {"error": AWAY}, {"retry-after": "5"})


def _json(status: int, body: dict[str, Any], head: dict[str, str] | None = None) -> Response:
    # In ASCII: half of a surrogate pair can be in an answer, and in what is said of it.
    text = json.dumps(body)
    headers = {"cache-control": "no-store", **(head or {})}
    return Response(text, status, headers=headers, media_type="application/json")
