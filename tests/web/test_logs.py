"""Logs hold no code and no names, whatever goes wrong."""

import logging

import pytest
import sqlalchemy as sa

from grader.records import Student
from grader.records.codes import STUDENT, issue
from grader.web.answers import Desk
from grader.web.people import Class
from tests.web.conftest import visited

PROGRAM = "def affine_grads(A, dZ): return my_secret_helper(A)\n"
SECRETS = ("anaruiz", "Ana", "Ruiz", "uni.example", "amr7", "my_secret_helper", "wrong-code")


def stumbles(job):
    raise RuntimeError(f"cannot run {job.source}")


@pytest.fixture
def logs(caplog, capfd):
    """Everything that was logged or printed since it was last asked."""
    caplog.set_level(logging.WARNING)

    def said():
        printed = capfd.readouterr()
        text = caplog.text + printed.out + printed.err
        caplog.clear()
        return text

    return said


@pytest.fixture
def ana(records, logs):
    """A signed-in student of a site that cannot run programs."""
    records.add_students(
        [Student("anaruiz", "Ana María Ruiz", email="ana@uni.example", login="amr7")]
    )
    codes = issue(records, ["anaruiz"], STUDENT)
    with visited(Desk(records, stumbles), Class(records)) as browser:
        browser.sign_in("ana@uni.example", "wrong-code")
        assert browser.sign_in("Ana María Ruiz", codes["anaruiz"]).status_code == 303
        logs()
        yield browser


def leaked(text):
    return [secret for secret in SECRETS if secret in text]


def test_where_grading_fails_the_log_says_the_exercise_and_the_place(ana, logs):
    assert "our fault" in ana.check("affine_grads", program=PROGRAM)
    said = logs()
    assert "an answer to affine_grads could not be judged: RuntimeError" in said
    assert "in stumbles" in said
    assert leaked(said) == []


def test_where_recording_fails_the_log_says_why(ana, records, logs):
    with records.writing() as connection:
        connection.execute(sa.text("DROP TABLE best"))
    assert "could not be recorded" in ana.check("layer_parameters", "my_secret_helper")
    said = logs()
    assert "an answer could not be recorded" in said
    assert leaked(said) == []


def test_what_people_do_is_not_logged(ana, records, logs):
    ana.check("layer_parameters", "my_secret_helper*r")
    ana.page(exercise="affine_grads")
    sent = {"exercise": "layer_parameters", "answer": "my_secret_helper"}
    head = {"authorization": "Bearer wrong-code"}
    assert ana.http.post("/api/grade", json=sent, headers=head).status_code == 401
    assert ana.http.get("/nowhere/Ruiz").status_code in (303, 404)
    ana.sign_in("amr7", "wrong-code")
    assert leaked(logs()) == []
