"""How do people come in and go?  A form for the name and the code; sessions are in the database."""

from functools import partial
from typing import Annotated

import anyio
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from grader.records.codes import INSTRUCTOR
from grader.records.names import key_of
from grader.records.sessions import (
    LASTING,
    Person,
    Refused,
    SignedIn,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from grader.web.addresses import address_of
from grader.web.door import way
from grader.web.people import COOKIE, Class
from grader.web.plain import alert, form, page, shown

# Looking at a code takes memory and time on purpose: a lecture hall waits its turn.
AT_ONCE = 4
LONGEST = 200

ALONE = (
    "<p>This site has no class list, so it answers only to the machine that it runs on.</p>"
    '<p class="quiet">Whoever runs it can let others in: <code>python -m grader roster import '
    "FILE</code>, then <code>python -m grader roster codes</code>, then start it again.</p>"
)

ENDED = (
    "Your session has ended. What you entered is kept in this browser; sign in and go on with it."
)

Typed = Annotated[str, Form()]


def alone() -> APIRouter:
    """Without a roster there is nothing to sign in to."""
    routes = APIRouter()

    @routes.get("/signin")
    def closed() -> Response:
        return page("Only on this machine", ALONE, 403)

    return routes


def router(people: Class) -> APIRouter:
    routes, limiter = APIRouter(), anyio.CapacityLimiter(AT_ONCE)

    def tried(name: str, code: str, address: str) -> SignedIn | Refused:
        records = people.records
        return sign_in(records, key_of(records, name), code, address, people.clock())

    @routes.get("/signin")
    def asked(request: Request, next: str = "", ended: str = "") -> Response:
        person = people.person(request)
        return _onward(person, next) if person else _page("", next, ENDED if ended else "")

    @routes.post("/signin")
    async def entered(
        request: Request, name: Typed = "", code: Typed = "", next: Typed = ""
    ) -> Response:
        attempt = partial(tried, name[:LONGEST], code[:LONGEST], address_of(request))
        found = await anyio.to_thread.run_sync(attempt, limiter=limiter)
        if isinstance(found, Refused):
            return _refused(found, name[:LONGEST], next)
        return _with_cookie(_onward(found.person, next), found.token, request)

    @routes.get("/signout")
    def leaving(request: Request) -> Response:
        person = people.person(request)
        return page("Sign out", _leaving(person)) if person else _gone()

    @routes.post("/signout")
    def left(request: Request, everywhere: Typed = "") -> Response:
        person = people.person(request)
        if person and everywhere:
            sign_out_everywhere(people.records, person.key)
        elif person:
            sign_out(people.records, request.cookies[COOKIE])
        return _gone()

    return routes


def _onward(person: Person, wanted: str) -> Response:
    home = "/teach/" if person.role == INSTRUCTOR else "/learn/"
    return RedirectResponse(way(wanted, home), 303)


def _with_cookie(answer: Response, token: str, request: Request) -> Response:
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTING.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _gone() -> Response:
    answer = RedirectResponse("/signin", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


def _refused(refused: Refused, name: str, wanted: str) -> Response:
    answer = _page(name, wanted, refused.sentence, 429 if refused.wait else 401)
    if refused.wait:
        answer.headers["retry-after"] = str(refused.wait)
    return answer


def _page(name: str, wanted: str, trouble: str = "", status: int = 200) -> Response:
    again = ' aria-describedby="trouble"' if trouble else ""
    first, second = ("", " autofocus") if name else (" autofocus", "")
    inside = (
        f'<input type="hidden" name="next" value="{shown(way(wanted, ""))}">'
        '<div class="asked"><label for="name">Name</label>'
        f'<input id="name" name="name" value="{shown(name)}" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" required aria-describedby="names"{first}>'
        '<span class="hint" id="names">Your student number, login, e-mail or full name</span>'
        '</div><div class="asked"><label for="code">Code</label>'
        '<input id="code" name="code" type="password" autocomplete="current-password" '
        f"required{again}{second}></div><button>Sign in</button>"
    )
    entry = f'<form class="entry" method="post" action="/signin">{inside}</form>'
    said = alert(trouble).replace("<p ", '<p id="trouble" ')
    hint = '<p class="quiet">Your instructor gave you the code.</p>'
    return page("Sign in", f"{said}{entry}{hint}", status)


def _leaving(person: Person) -> str:
    once, all_ = "Sign out", "Sign out on every device"
    everywhere = '<input type="hidden" name="everywhere" value="yes">'
    return (
        f"<p>You are signed in as <strong>{shown(person.key)}</strong>.</p>"
        f"{form('/signout', '', once)}{form('/signout', everywhere, all_, 'second')}"
        '<p class="quiet">Drafts that were not checked stay in this browser.</p>'
        '<p><a href="/learn/">Back to the exercises</a></p>'
    )
