"""Who comes in, who does not, and how often they may try."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from grader.records import RecordsError, Student, schema
from grader.records.codes import INSTRUCTOR, STUDENT, drawn, fits, hashed, issue
from grader.records.limits import FROM_AN_ADDRESS, OF_A_PERSON, WINDOW
from grader.records.sessions import (
    LASTING,
    WRONG,
    Person,
    Refused,
    SignedIn,
    person_of,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from tests.records.conftest import NOON, reopened

HERE = "192.0.2.7"
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def code(records):
    records.add_students([Student("ana"), Student("ben")])
    return issue(records, ["ana"], STUDENT)["ana"]


def fail(records, times, name="ana", address=HERE, now=NOON):
    return [sign_in(records, name, "wrong", address, now) for _ in range(times)][-1]


def test_a_person_with_their_code_comes_in(records, code):
    session = sign_in(records, "ana", code, HERE, NOON)
    assert session.person == Person("ana", STUDENT)
    assert person_of(records, session.token, NOON) == session.person


@pytest.mark.parametrize("typed", [str.upper, " {} ".format, lambda code: code.replace("-", "")])
def test_a_code_may_be_typed_as_people_type(records, code, typed):
    assert isinstance(sign_in(records, "ana", typed(code), HERE, NOON), SignedIn)


@pytest.mark.parametrize("name", ["ana", "ben", "nobody", "", "\0", "\ud800", "x" * 100_000])
def test_a_wrong_code_and_an_unknown_name_are_refused_alike(records, code, name):
    assert sign_in(records, name, "wrong", HERE, NOON) == Refused(WRONG)


@pytest.mark.parametrize("code", ["", "\0", "\ud800", "x" * 100_000])
def test_whatever_is_typed_as_a_code_is_only_wrong(code):
    assert not fits(hashed("k7mp"), code)


def test_codes_are_drawn_from_letters_that_look_different():
    assert drawn(lambda letters: letters[0]) == "2222-2222-2222"
    assert len({drawn() for _ in range(100)}) == 100


def test_a_person_has_only_so_many_tries(records, code):
    assert fail(records, OF_A_PERSON) == Refused(WRONG)
    refused = sign_in(records, "ana", code, "198.51.100.1", NOON)
    assert refused == Refused("Too many tries. Wait 15 minutes and try again.", 900)
    assert isinstance(sign_in(records, "ana", code, HERE, NOON + WINDOW), SignedIn)


def test_an_unknown_name_has_as_many(records):
    fail(records, OF_A_PERSON, "nobody")
    assert fail(records, 1, "nobody").wait == 900


def test_an_address_has_only_so_many_tries(records, code):
    for i in range(FROM_AN_ADDRESS // 4):
        fail(records, 4, f"name{i}")
    assert sign_in(records, "ana", code, HERE, NOON).wait == 900
    assert isinstance(sign_in(records, "ana", code, "198.51.100.1", NOON), SignedIn)


def test_all_addresses_of_one_subscriber_are_one(records):
    for i in range(FROM_AN_ADDRESS // 4):
        fail(records, 4, f"name{i}", f"2001:db8::{i:x}")
    assert fail(records, 1, "more", "2001:db8::ffff").wait == 900
    assert fail(records, 1, "more", "2001:db8:0:1::1") == Refused(WRONG)


def test_tries_survive_a_restart(records, url, code):
    fail(records, OF_A_PERSON)
    with reopened(records, url) as again:
        assert sign_in(again, "ana", code, HERE, NOON).wait == 900


def test_many_tries_at_once_are_as_many(records, code):
    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(lambda _: fail(records, 1), range(3 * OF_A_PERSON)))
    assert ends.count(Refused(WRONG)) == OF_A_PERSON


def test_who_comes_in_has_all_tries_again(records, code):
    for _ in range(3):
        fail(records, OF_A_PERSON - 1)
        assert isinstance(sign_in(records, "ana", code, HERE, NOON), SignedIn)


def test_a_full_lecture_hall_comes_in_from_one_address(records, code):
    for _ in range(FROM_AN_ADDRESS + 5):
        last = sign_in(records, "ana", code, HERE, NOON)
    assert isinstance(last, SignedIn)


def test_a_session_survives_a_restart_and_ends_in_time(records, url, code):
    token = sign_in(records, "ana", code, HERE, NOON).token
    with reopened(records, url) as again:
        assert person_of(again, token, NOON + LASTING - SECOND) == Person("ana", STUDENT)
        assert person_of(again, token, NOON + LASTING) is None


def test_only_the_hash_of_a_token_is_kept(records, code):
    token = sign_in(records, "ana", code, HERE, NOON, lambda: "secret").token
    with records.reading() as connection:
        kept = connection.execute(sa.select(schema.session)).mappings().one()
    assert token == "secret"
    assert "secret" not in kept.values()


def test_signing_out_ends_one_session_or_all(records, code):
    one, two, three = (sign_in(records, "ana", code, HERE, NOON).token for _ in range(3))
    sign_out(records, one)
    assert person_of(records, one, NOON) is None
    assert person_of(records, two, NOON)
    sign_out_everywhere(records, "ana")
    assert person_of(records, two, NOON) is person_of(records, three, NOON) is None


def test_a_new_code_ends_the_sessions_of_the_old_one(records, code):
    token = sign_in(records, "ana", code, HERE, NOON).token
    issue(records, ["ana"], STUDENT)
    assert person_of(records, token, NOON) is None


def test_an_instructor_is_known_as_one(records, code):
    made = issue(records, ["Prof. Ng"], INSTRUCTOR)["Prof. Ng"]
    token = sign_in(records, "Prof. Ng", made, HERE, NOON).token
    assert person_of(records, token, NOON) == Person("Prof. Ng", INSTRUCTOR)


@pytest.mark.parametrize("name", ["ana", "ben"])
def test_a_students_key_is_no_instructors_name(records, code, name):
    with pytest.raises(RecordsError, match="name of a student"):
        issue(records, [name], INSTRUCTOR)
    assert isinstance(sign_in(records, "ana", code, HERE, NOON), SignedIn)


def test_an_instructor_who_answers_exercises_gets_new_codes(records):
    issue(records, ["Prof. Ng"], INSTRUCTOR)
    records.add_students([Student("Prof. Ng")])
    assert issue(records, ["Prof. Ng"], INSTRUCTOR)
    with pytest.raises(RecordsError, match="name of an instructor"):
        issue(records, ["Prof. Ng"], STUDENT)
