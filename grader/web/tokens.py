"""How does a student get a token for their notebook?  A plain page: make one, revoke one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from grader.records import RecordsError
from grader.records.tokens import LONGEST, create, listed, revoke
from grader.web.answers import Desk
from grader.web.files import student_of
from grader.web.people import People
from grader.web.plain import alert, form, page, shown

WHAT = (
    "<p>With a token your own notebook can ask for questions and hand in answers in your name. "
    "Keep it like a password.</p>"
)
USE = """<pre tabindex="0"><code>import requests
answer = {{"exercise": "layer_parameters", "answer": "m*r"}}
mine = {{"Authorization": f"Bearer {{token}}"}}
requests.post("{here}/api/grade", json=answer, headers=mine).json()</code></pre>"""
ONCE = "This is the only time that it is shown; copy it now."


def router(desk: Desk, people: People) -> APIRouter:
    routes = APIRouter(prefix="/my/tokens")
    who = Depends(student_of(people))

    @routes.get("")
    def tokens(request: Request, student: Annotated[str, who]) -> Response:
        return _page(desk, student, request)

    @routes.post("")
    def make(
        request: Request, student: Annotated[str, who], label: Annotated[str, Form()] = ""
    ) -> Response:
        label = "".join(filter(str.isprintable, label)).strip() or "my notebook"
        try:
            plain = create(desk.records, student, label, desk.clock())
        except RecordsError as error:
            return _page(desk, student, request, alert(str(error)), 409)
        new = f"<p>Your new token. {ONCE}</p><p><code>{shown(plain)}</code></p>"
        return _page(desk, student, request, f'<div class="token" role="status">{new}</div>')

    @routes.post("/{id}/revoke")
    def forget(id: int, student: Annotated[str, who]) -> Response:
        revoke(desk.records, student, id)
        return RedirectResponse("/my/tokens", 303)

    return routes


def _page(
    desk: Desk, student: str, request: Request, news: str = "", status: int = 200
) -> Response:
    here = str(request.base_url).rstrip("/")
    label = (
        '<label for="label">What is it for?</label><div class="asked">'
        f'<input id="label" name="label" maxlength="{LONGEST}" placeholder="my notebook"></div>'
    )
    body = (
        f"{news}{WHAT}{form('/my/tokens', label, 'Make a token')}{_table(desk, student)}"
        f"<h2>In the notebook</h2>{USE.format(here=shown(here))}"
        '<p><a href="/learn/">Back to the exercises</a></p>'
    )
    return page("Tokens", body, status)


def _table(desk: Desk, student: str) -> str:
    rows = "".join(
        f"<tr><td>{shown(token.label)}</td><td>{shown(token.created_at[:10])}</td>"
        f"<td>{form(f'/my/tokens/{token.id}/revoke', '', 'Revoke', 'second')}</td></tr>"
        for token in listed(desk.records, student)
    )
    head = "<thead><tr><th>For</th><th>Since</th><td></td></tr></thead>"
    return f"<h2>Your tokens</h2><table>{head}<tbody>{rows}</tbody></table>" if rows else ""
