"""A class's records leave by the command line, as files that other readers read."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from grader.gradebook.pseudonym import pseudonym
from grader.records import Records, Student
from tests.records.conftest import new

TEMPLATE = (
    "Student,ID,SIS Login ID,Section,Stable softmax (901)\r\n"
    '"Okafor, Ada",4711,aokafor,A,\r\n"Ng, Li",4712,=lng,A,2\r\n'
)
RULES = """
withhold = ["bo"]
[default]
deadline = 2026-11-24T11:00:00Z
penalty_per_day = 0.5
[extensions.li]
default = 2026-11-25T11:00:00Z
"""


@pytest.fixture
def course(grader, tmp_path):
    """`course("export", …)` runs a command over ada's, bo's and li's answers, handed in at noon."""
    people = [
        Student("ada", "Ada Okafor", canvas_id="4711", sis_id="007", login="aokafor"),
        Student("bo", "Bo"),
        Student("li", "=Li", login="=lng"),
        Student("mo"),
    ]
    with Records.open(f"sqlite:///{tmp_path / 'a.db'}") as records:
        records.add_students(people)
        for student, points in (("ada", 3.0), ("bo", 1.0), ("li", 2.0)):
            records.record(new(points, student=student))
        records.record(new(5.0, student="ada", exercise="accuracy"))
    (tmp_path / "canvas.csv").write_bytes(TEMPLATE.encode())
    (tmp_path / "rules.toml").write_text(RULES)
    return lambda *arguments: grader(*arguments, "--db", tmp_path / "a.db")


def unexplained(student):
    """An answer whose arrays no known mistake explains; everybody's are the same."""
    program = "def one_hot(y, K):\n    return y  # \x1b[2J"
    made = new(0.0, student=student, exercise="one_hot", answer=program)
    diagnosis = {"certainty": "unknown", "mistakes": [], "right": [], "signature": "0123abcd"}
    return replace(made, result={**made.result, "diagnosis": diagnosis})


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_a_template_is_filled_and_the_command_tells_what_it_did(course, tmp_path):
    done = course("export", "--format", "canvas", "--template", "canvas.csv", "--out", "o.csv")
    assert done.code == 0
    expected = TEMPLATE.replace("aokafor,A,", "aokafor,A,3")
    assert (tmp_path / "o.csv").read_bytes().decode() == expected
    assert done.out.splitlines()[:2] == [
        "o.csv: 2 students",
        "  'Stable softmax (901)' ← softmax",
    ]
    assert "a score and no row in the template: bo." in done.out
    assert "begins as a formula does: '=lng'" in done.out


def test_a_column_is_named_on_the_command_line(course, tmp_path):
    (tmp_path / "canvas.csv").write_text(TEMPLATE.replace("Stable softmax", "a=b"))
    options = ("--template", "canvas.csv", "--column", "a=b (901)=accuracy", "--out", "o.csv")
    assert course("export", "--format", "canvas", *options).code == 0
    assert (tmp_path / "o.csv").read_text().splitlines()[1:] == ['"Okafor, Ada",4711,aokafor,A,5']


def test_rules_take_for_lateness_extend_and_hold_back(course, tmp_path):
    done = course("export", "--rules", "rules.toml", "--out", "o.csv")
    assert "held back: bo." in done.out
    shown = [(r["student_key"], r["exercise"], r["score"], r["penalty"], r["late_seconds"])
             for r in rows(tmp_path / "o.csv")]  # fmt: skip
    assert sorted(shown) == [
        ("ada", "accuracy", "2.5", "2.5", "3600"),
        ("ada", "softmax", "1.5", "1.5", "3600"),
        ("li", "softmax", "2", "0", "0"),
    ]


def test_the_row_of_somebody_held_back_is_not_a_namesakes(course, tmp_path):
    with Records.open(f"sqlite:///{tmp_path / 'a.db'}") as records:
        records.add_students([Student("bo", "Li Ng"), Student("li", "Li Ng", login="other")])
    (tmp_path / "canvas.csv").write_text(TEMPLATE.replace("=lng", ""))
    options = ("--template", "canvas.csv", "--rules", "rules.toml", "--out", "o.csv")
    done = course("export", "--format", "canvas", *options)
    assert "left alone, as it could be bo and li: row 3 (Ng, Li)." in done.out
    assert "Ng" not in (tmp_path / "o.csv").read_text()


def test_missing_is_zero_on_request(course, tmp_path):
    assert course("export", "--format", "wide", "--out", "o.csv").code == 0
    assert [r["accuracy"] for r in rows(tmp_path / "o.csv")] == ["5", "", "", ""]
    assert course("export", "--format", "wide", "--missing-is-zero", "--out", "o.csv").code == 0
    assert [r["accuracy"] for r in rows(tmp_path / "o.csv")] == ["5", "0", "0", "0"]


def test_a_table_is_made_from_the_rosters_ids(course, tmp_path):
    done = course("export", "--format", "brightspace", "--exercise", "softmax", "--out", "o.csv")
    assert "left out, as the roster has no sis_id and no login for them: bo." in done.out
    assert [list(row.values()) for row in rows(tmp_path / "o.csv")] == [
        ["#007", "#aokafor", "3", "#"],
        ["", "#=lng", "2", "#"],
    ]


@pytest.mark.parametrize("format", ["long", "wide", "attempts"])
def test_under_pseudonyms_only_the_key_tells_who_is_who(course, tmp_path, format):
    (tmp_path / "key").write_text("0123456789abcdef\n")
    options = ("--format", format, "--pseudonyms", "key", "--out", "o.csv")
    assert course("export", *options).code == 0
    text = (tmp_path / "o.csv").read_text()
    assert not [name for name in ("ada", "Okafor", "bo,", "Li", "=lng", "007") if name in text]
    names = [row["student_key"] for row in rows(tmp_path / "o.csv")]
    assert {pseudonym(b"0123456789abcdef", key) for key in ("ada", "bo", "li")} <= {*names}
    assert format == "attempts" or names == sorted(names)


def test_the_report_is_a_workbook(course, tmp_path):
    assert course("export", "--format", "report", "--out", "o.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert book.sheetnames == ["scores", "causes"]
    assert [cell.value for cell in book["scores"]["B"]][2:5] == ["Ada Okafor", "Bo", "=Li"]


def test_statistics_are_told_and_written(course, tmp_path):
    found = course("stats", "--json").object
    (softmax,) = [one for one in found["exercises"] if one["exercise"] == "softmax"]
    assert (softmax["n"], softmax["attempts"], softmax["mean"]) == (3, 3, 2.0)
    assert softmax["difficulty"] == pytest.approx(0.4)
    assert (softmax["discrimination"], softmax["few"]) == (None, True)
    (cause,) = [one for one in found["causes"] if one["exercise"] == "softmax"]
    assert (cause["mistake"], cause["first_attempt"]) == ("SM-SUM", ["ada", "bo", "li"])
    assert course("stats", "--csv", "s.csv", "--exercise", "softmax").code == 0
    (row,) = rows(tmp_path / "s.csv")
    assert (row["n"], row["difficulty"], row["discrimination"]) == ("3", "0.4", "")
    assert rows(tmp_path / "s-causes.csv")[0]["students"] == "ada;bo;li"
    assert "not defined" in course("stats").out


def test_what_three_students_do_that_nobody_foresaw_is_listed_with_a_program(course, tmp_path):
    with Records.open(f"sqlite:///{tmp_path / 'a.db'}") as records:
        records.record_all(unexplained(student) for student in ("ada", "bo", "li"))
    (one,) = course("stats", "--json").object["unexplained"]
    assert (one["exercise"], one["students"]) == ("one_hot", ["ada", "bo", "li"])
    told = course("stats").out
    assert "def one_hot(y, K):" in told
    assert "\x1b" not in told
    assert course("stats", "--csv", "s.csv").code == 0
    assert rows(tmp_path / "s-unexplained.csv")[0]["students"] == "ada;bo;li"
    assert course("stats", "--json", "--exercise", "softmax").object["unexplained"] == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--format", "canvas"], "Canvas needs its own table to fill in"),
        (["--format", "canvas", "--template", "none.csv"], "none.csv cannot be read"),
        (["--format", "sakai", "--template", "canvas.csv"], "has no column that bears"),
        (["--template", "canvas.csv"], "A template and its columns are for platforms' tables"),
        (
            ["--format", "sakai", "--column", "a=softmax"],
            "Columns are those of a template, which is not given",
        ),
        (["--format", "canvas", "--column", "softmax"], "should be HEADER=ID"),
        (["--rules", "canvas.csv"], "canvas.csv: is no TOML"),
        (["--rules", "typo.toml"], "typo.toml: there is no student 'bob' in the records."),
        (["--pseudonyms", "short"], "short should hold a key of at least 16 characters"),
        (["--pseudonyms", "x", "--format", "sakai"], "x cannot be read"),
        (["--policy", "worst"], "There is no policy 'worst'"),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(course, tmp_path, options, sentence):
    (tmp_path / "typo.toml").write_text('withhold = ["bob"]')
    (tmp_path / "short").write_text("0123456789\n")
    ended = course("export", *options, "--out", "o.csv")
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "o.csv").exists()
