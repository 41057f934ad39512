"""A class comes onto the roster and gets its codes."""

import csv
import io

import pytest

from grader.records import Records
from grader.records.sessions import Refused, SignedIn, sign_in
from tests.records.conftest import NOON

ROSTER = "student_key,student_name,email\r\n000123,=Ana,a@x\r\n1E5,Łukasz,\r\n"


@pytest.fixture
def imported(grader, tmp_path):
    """`imported(text)` imports a roster with that text."""

    def run(text=ROSTER, *options):
        (tmp_path / "roster.csv").write_bytes(text.encode())
        return grader("roster", "import", "roster.csv", "--db", "x.db", *options)

    return run


def codes_of(text):
    return {row["student_key"]: row["code"] for row in csv.DictReader(io.StringIO(text))}


def came_in(tmp_path, name, code):
    with Records.open(f"sqlite:///{tmp_path / 'x.db'}") as records:
        return sign_in(records, name, code, "127.0.0.1", NOON)


def students(tmp_path):
    with Records.open(f"sqlite:///{tmp_path / 'x.db'}") as records:
        return [(one.student_key, one.student_name) for one in records.students()]


def test_students_are_imported_and_what_was_read_is_told(imported, tmp_path):
    said = imported().out
    assert "student_key is the column 'student_key'" in said
    assert "2 students: 2 new, 0 changed, 0 as before." in said
    assert students(tmp_path) == [("000123", "=Ana"), ("1E5", "Łukasz")]


def test_a_second_import_adds_and_changes(imported):
    imported()
    assert (
        "3 students: 1 new, 1 changed, 1 as before."
        in imported(ROSTER.replace("Łukasz", "Lukas") + "NA,Nell,\r\n").out
    )


def test_a_faulty_roster_is_not_half_imported(imported, tmp_path):
    ended = imported(ROSTER + ",Nobody,\r\n000123,Again,\r\n")
    assert (ended.code, ended.out) == (2, "")
    assert "Line 4 has nothing" in ended.err
    assert "Line 5 has the key '000123' of line 2 again." in ended.err
    assert not (tmp_path / "x.db").exists()


def test_every_student_gets_a_code_that_lets_them_in(grader, imported, tmp_path):
    imported()
    codes = codes_of(grader("roster", "codes", "--db", "x.db").out)
    assert codes.keys() == {"000123", "1E5"}
    assert isinstance(came_in(tmp_path, "1E5", codes["1E5"]), SignedIn)
    assert isinstance(came_in(tmp_path, "1E5", codes["000123"]), Refused)


def test_new_codes_replace_old_ones(grader, imported, tmp_path):
    imported()
    old = codes_of(grader("roster", "codes", "--db", "x.db").out)
    again = grader("roster", "codes", "1E5", "--db", "x.db")
    assert "1 code was made; it cannot be shown again." in again.err
    new = codes_of(again.out)
    assert isinstance(came_in(tmp_path, "1E5", old["1E5"]), Refused)
    assert isinstance(came_in(tmp_path, "1E5", new["1E5"]), SignedIn)
    assert isinstance(came_in(tmp_path, "000123", old["000123"]), SignedIn)


def test_those_who_come_later_get_codes_of_their_own(grader, imported):
    imported()
    grader("roster", "codes", "--db", "x.db")
    imported("student_key\nlate\n")
    assert codes_of(grader("roster", "codes", "--new", "--db", "x.db").out).keys() == {"late"}


def test_codes_go_to_a_new_file_that_only_its_owner_reads(grader, imported, tmp_path):
    imported()
    first = grader("roster", "codes", "--out", "codes.csv", "--db", "x.db")
    assert (first.code, first.out) == (0, "")
    codes = codes_of((tmp_path / "codes.csv").read_text())
    assert (tmp_path / "codes.csv").stat().st_mode & 0o077 == 0
    assert grader("roster", "codes", "--out", "codes.csv", "--db", "x.db").code == 2
    assert isinstance(came_in(tmp_path, "1E5", codes["1E5"]), SignedIn)


def test_no_code_stands_in_the_database(grader, imported, tmp_path):
    imported()
    codes = codes_of(grader("roster", "codes", "--db", "x.db").out)
    content = (tmp_path / "x.db").read_bytes()
    assert b"$argon2id$" in content
    assert not any(code.encode() in content for code in codes.values())


def test_an_instructor_comes_in_as_one(grader, tmp_path):
    made = grader("roster", "codes", "--role", "instructor", "Prof. Ng", "--db", "x.db")
    assert came_in(tmp_path, "Prof. Ng", codes_of(made.out)["Prof. Ng"]).person.role == "instructor"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["codes"], "There are no students"),
        (["codes", "nobody"], "Not on the roster: nobody"),
        (["codes", "--role", "king"], "There is no role 'king'"),
        (["codes", "--role", "instructor"], "Name the instructors who are to get a code"),
        (["import", "absent.csv"], "absent.csv cannot be read"),
    ],
)
def test_wrong_use_is_told(grader, arguments, sentence):
    ended = grader("roster", *arguments, "--db", "x.db")
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


def test_a_student_is_not_made_an_instructor_by_name(grader, imported):
    imported()
    ended = grader("roster", "codes", "--role", "instructor", "1E5", "--db", "x.db")
    assert "'1E5' is the name of a student" in ended.err
