"""Who comes in by the form, where they get to, and how they leave."""

import datetime

import pytest

from grader.records.limits import OF_A_PERSON, WINDOW
from grader.records.sessions import LASTING
from grader.web import people
from grader.web.answers import Desk
from grader.web.people import COOKIE
from grader.web.site import Reach
from tests.web.conftest import visited

PERSON = {"accept": "text/html"}


@pytest.fixture
def away(school):
    school.http.cookies.clear()
    school.clock.time += 2 * WINDOW
    return school


def place(answer):
    return answer.status_code, answer.headers.get("location")


def asked(school, path):
    return place(school.http.get(path, headers=PERSON, follow_redirects=False))


@pytest.mark.parametrize("name", ["ana", "amr7", "ANA@uni.example", "ana maría ruiz"])
def test_a_student_comes_in_under_any_of_their_names(away, name):
    assert place(away.browser.sign_in(name, away.codes["ana"])) == (303, "/learn/")
    assert ">ana</p>" in away.browser.page()


def test_an_instructor_gets_to_their_own_page(away):
    assert place(away.browser.sign_in("prof", away.codes["prof"])) == (303, "/teach/")


def test_whoever_has_not_signed_in_is_led_to_the_form_and_back(away):
    where = "/signin?next=%2Flearn%2F%3Fexercise%3Dsoftmax%26practice%3D1"
    assert asked(away, "/learn/?exercise=softmax&practice=1") == (303, where)
    assert "exercise=softmax&amp;practice=1" in away.http.get(where).text
    back = away.browser.sign_in("ana", away.codes["ana"], next="/learn/?exercise=softmax")
    assert place(back) == (303, "/learn/?exercise=softmax")


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "/my/tokens",
        "/learn/../my/tokens", "/learn@elsewhere.example", "/learning", "javascript:alert(1)",
        "/learn/\r\nset-cookie: a=b", "",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(away, wanted):
    answer = away.browser.sign_in("ana", away.codes["ana"], next=wanted)
    assert place(answer) == (303, "/learn/")


def test_a_wrong_code_keeps_the_name_and_not_the_code(away):
    answer = away.browser.sign_in('ana"><b>', "some-wrong-code")
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert 'value="ana&quot;&gt;&lt;b&gt;"' in answer.text
    assert "some-wrong-code" not in answer.text
    assert COOKIE not in away.http.cookies


def test_tries_are_limited_and_the_page_says_for_how_long(away):
    for _ in range(OF_A_PERSON):
        assert away.browser.sign_in("ben", "wrong").status_code == 401
    answer = away.browser.sign_in("bok1", away.codes["ben"])
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text
    assert answer.headers["retry-after"] == "900"


def test_the_cookie_is_nothing_for_scripts_or_other_sites(away):
    cookie = away.browser.sign_in("ana", away.codes["ana"]).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    safe = away.http.post(
        "https://127.0.0.1/signin",
        data={"name": "ana", "code": away.codes["ana"]},
        follow_redirects=False,
    )
    assert "secure" in safe.headers["set-cookie"].lower()


def test_behind_a_proxy_of_ours_the_cookie_is_safe_and_addresses_are_the_visitors(away):
    desk, through = Desk(away.records, lambda job: None, away.clock), Reach(proxies=("127.0.0.1",))
    with visited(desk, people.Class(away.records, away.clock), through) as browser:
        browser.http.headers = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.5"}
        answer = browser.sign_in("ana", away.codes["ana"])
        assert "secure" in answer.headers["set-cookie"].lower()
        assert browser.http.get("/metrics").status_code == 403


def test_no_other_site_signs_anybody_in_or_out(away):
    foreign = {"sec-fetch-site": "cross-site"}
    sent = {"name": "ana", "code": away.codes["ana"]}
    assert away.http.post("/signin", data=sent, headers=foreign).status_code == 403
    away.enter("ana")
    assert away.http.post("/signout", headers=foreign).status_code == 403
    assert asked(away, "/learn/") == (200, None)


def test_whoever_is_in_does_not_see_the_form_again(away):
    away.enter("ana")
    assert asked(away, "/signin?next=/learn/%3Fexercise%3Dsoftmax") == (
        303, "/learn/?exercise=softmax",
    )  # fmt: skip


def test_a_session_outlives_the_site_and_ends_in_time(away):
    away.enter("ana")
    token = away.http.cookies[COOKIE]
    desk = Desk(away.records, lambda job: None, away.clock)
    with visited(desk, people.Class(away.records, away.clock)) as again:
        again.http.cookies.set(COOKIE, token)
        assert ">ana</p>" in again.page()
        away.clock.time += LASTING + datetime.timedelta(seconds=1)
        assert again.call("start").status_code == 401


def test_signing_out_ends_this_session_only(away):
    away.enter("ana")
    first = away.http.cookies[COOKIE]
    away.enter("ana")
    assert "every device" in away.http.get("/signout").text
    assert place(away.http.post("/signout", follow_redirects=False)) == (303, "/signin")
    assert asked(away, "/learn/")[0] == 303
    away.http.cookies.set(COOKIE, first)
    assert asked(away, "/learn/") == (200, None)


def test_signing_out_everywhere_ends_all_of_them(away):
    away.enter("ana")
    first = away.http.cookies[COOKIE]
    away.enter("ana").http.post("/signout", data={"everywhere": "yes"})
    away.http.cookies.set(COOKIE, first)
    assert asked(away, "/learn/")[0] == 303


def test_the_teaching_page_is_for_instructors(away):
    assert asked(away, "/teach/")[0] == 303
    answer = away.enter("ana").http.get("/teach/", headers=PERSON)
    assert answer.status_code == 403
    assert "for instructors" in answer.text
    assert away.enter("prof").http.get("/teach/", headers=PERSON).status_code == 200


def test_what_an_instructor_tries_out_is_graded_and_not_recorded(away):
    browser = away.enter("prof")
    assert "counted the weights only" in browser.check("layer_parameters", "m*r")
    assert away.records.attempts("prof") == []
    assert "prof" not in {student.student_key for student in away.records.students()}


def test_without_a_roster_there_is_nothing_to_sign_in_to(reader):
    answer = reader.http.get("/signin")
    assert answer.status_code == 403
    assert "roster codes" in answer.text


@pytest.mark.parametrize("head", [{"x-forwarded-for": "203.0.113.5"}, {"forwarded": "for=x"}])
def test_without_a_roster_whoever_comes_through_a_proxy_is_nobody(reader, head):
    assert reader.http.get("/learn/config", headers=head).status_code == 401
    assert reader.http.get("/my/scores.csv", headers=head).status_code == 401
