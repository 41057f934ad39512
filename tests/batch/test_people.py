"""What a platform calls a student is found on the roster."""

import unicodedata

import pytest

from grader.batch.people import joined
from grader.intake import Submission
from grader.records import Student
from tests.batch.test_class import MEAN, scores

ANA = Student("000451", "Ada Okafor", canvas_id="4711", email="ada@x.edu")


def submission(key, column, name="okaforada"):
    return Submission(key, name, key, 1, None, None, (), key, id_column=column)


@pytest.mark.parametrize(
    ("key", "column"),
    [("4711", "canvas_id"), ("ada@x.edu", "email"), ("Ada Okafor", "student_name")],
)
def test_a_submission_gets_the_key_of_the_roster(key, column):
    (found,) = joined([submission(key, column)], [ANA, Student("4712")])
    assert (found.student_key, found.student_name) == ("000451", "Ada Okafor")
    assert found.ref == key


@pytest.mark.parametrize(
    ("roster", "folder"),
    [
        ("José Núñez", unicodedata.normalize("NFD", "José Núñez")),  # as a Mac writes it
        ('Pat "Paddy" O\'Brien', "Pat _Paddy_ O'Brien"),
        ("Ng\nLi", "Ng_Li"),
        ("Li  Ng", "li ng"),
    ],
)
def test_a_name_is_found_as_a_file_can_bear_it(roster, folder):
    (found,) = joined([submission(folder, "student_name")], [ANA, Student("7", roster)])
    assert (found.student_key, found.student_name) == ("7", roster)


def test_an_id_is_found_as_it_is_and_nearly_is_not_enough():
    given = submission("ADA@x.edu", "email")
    assert joined([given], [ANA]) == [given]


def test_the_name_of_a_folder_does_not_replace_the_rosters():
    (found,) = joined([submission("000451", "student_key", "000451")], [ANA])
    assert found.student_name == "Ada Okafor"


def test_who_was_there_under_the_platforms_word_is_the_same_person():
    before = Student("Ada Okafor", "Ada Okafor")
    (found,) = joined([submission("Ada Okafor", "student_name")], [before, ANA])
    assert found.student_key == "000451"


@pytest.mark.parametrize(
    ("key", "column"),
    [("4712", "canvas_id"), ("4711", "moodle_id"), ("4711", ""), ("", "sis_id")],
)
def test_who_is_not_on_the_roster_stays_as_they_are(key, column):
    given = submission(key, column)
    assert joined([given], [ANA]) == [given]


def test_of_two_with_one_name_nobody_is_chosen():
    given = submission("Ada Okafor", "student_name")
    assert joined([given], [ANA, Student("000452", "Ada Okafor")]) == [given]


def test_a_canvas_class_is_scored_under_the_roster(grader, tmp_path):
    (tmp_path / "class.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        '"Okafor, Ada",4711,000451,aokafor,A\n"Ng, Li",4712,000452,lng,A\n'
    )
    assert grader("roster", "import", "class.csv", "--db", "x.db").code == 0
    (tmp_path / "handed_in").mkdir()
    for name in ("okaforada_4711_9001_work.py", "ngli_LATE_4712_9002_work.py"):
        (tmp_path / "handed_in" / name).write_text(MEAN)
    ended = grader("batch", "handed_in", "--out", "out", "--db", "x.db", "--layout", "canvas")
    assert ended.code == 0, ended.err
    assert {key for key, _ in scores(tmp_path / "out" / "scores.csv")} == {"000451", "000452"}
