"""A page of feedback stands alone, and what a student typed is text in it."""

from grader.batch.html import html_page
from tests.web.test_words import PAYLOADS

RESULT = {"points": 1.0, "max_points": 3.0, "status": "graded", "feedback": "", "checks": []}


def test_nothing_of_a_student_becomes_markup():
    for payload in PAYLOADS:
        check = {"name": payload, "points": 0.0, "max_points": 1.0, "passed": False,
                 "message": payload}  # fmt: skip
        result = RESULT | {"feedback": payload, "checks": [check, check]}
        page = html_page(payload, [("A title", result)], [payload])
        harmless = html_page("x", [("A title", result | {"feedback": "x", "checks": [
            check | {"name": "x", "message": "x"}] * 2})], ["x"])  # fmt: skip
        assert page.count("<") == harmless.count("<")


def test_a_page_says_what_was_earned_and_why():
    page = html_page("Ada", [("Softmax", RESULT | {"feedback": "db is too small."})], [])
    assert "<h1>Feedback for Ada</h1>" in page
    assert "1 of 3 points (graded)" in page
    assert "db is too small." in page
