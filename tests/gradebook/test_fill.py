"""A platform's own table comes back with points and comments in it, and not a byte else changed."""

import csv
import io
import re

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from grader.gradebook import ExerciseRow, Score
from grader.gradebook.fill import filled
from grader.gradebook.made import made
from grader.gradebook.profiles import PROFILES
from grader.gradebook.template import UnusableTemplate, template
from grader.records import Attempt, Student

SOFTMAX = ExerciseRow("softmax", "Stable softmax", 10.0)
GRADS = ExerciseRow("affine_grads", "From dU to dW and db", 10.0)
ADA = Student("ada", "Ada Okafor", "Okafor, Ada", "ada@x.edu", "aokafor", "000451", "4711", "8841")
LI = Student("li", "Li Ng", "Ng, Li", "li@x.edu", "1E5", "1E5", "4712", "8842")
NAMES = [
    "=1+1", "-Smith", "+4912", "@x", "O'Brien", "NA", "Null", "a,b", 'a "b"', "a\nb", "a;b",
    "Łukasz", "שלום", "000123", "1E5",
]  # fmt: skip

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,"
    "Stable softmax (90412),Essay (90413),Final Score\r\n"
    ",,,,,,Manual Posting,,\r\n"
    '"    Points Possible",,,,,,10,20,(read only)\r\n'
    '"Okafor, Ada",4711,000451,aokafor,Lab A,,,7,3.5\r\n'
    '"Ng, Li",4712,"=""1E5""",1E5,Lab B,"x ""y""",EX,,\r\n'
    '"Poe, Mo",4713,000453,mpoe,Lab B,,6.5,,\r\n'
)
WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\n'
    '"Participant 8841","Ada Okafor",ada@x.edu,"Submitted for grading",,10.00,Yes,'
    '"Thursday, 1 October 2026, 11:02 PM",-,\n'
    '"Participant 8842","Li Ng",li@x.edu,"Submitted for grading",4.00,10.00,No,-,-,"old words"\n'
    '"Participant 8843","Mo Poe",mo@x.edu,"No submission",,10.00,Yes,-,-,\n'
)
IMPORT = (
    'First name,Last name,"ID number","Email address","Assignment: Stable softmax (Real)",'
    '"Assignment: Stable softmax (Feedback)","Course total (Real)"\n'
    "Ada,Okafor,000451,ADA@x.edu,-,,-\nLi,Ng,1E5,li@x.edu,-,,-\n"
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Stable softmax Points Grade <Numeric MaxPoints:10>,"
    "Essay Text Grade,End-of-Line Indicator\r\n#000451,#aokafor,,fine,#\r\n#1E5,#1E5,3,,#\r\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Availability"\t'
    '"Total [Total Pts: up to 30 Score] |118851"\t'
    '"affine_grads HW 1 [Total Pts: 10 Score] |118854"\n'
    '"Okafor"\t"Ada"\t"aokafor"\t"000451"\t"Yes"\t""\t"Needs Grading"\n'
    '"Ng"\t"Li"\t"1E5"\t"1E5"\t"Yes"\t""\t""'
)
SAKAI = (
    "Student ID;Name;Stable softmax [10];* Stable softmax;# Course Grade\n"
    'aokafor;"Okafor, Ada";;;B\n1E5;"Ng, Li";2,5;;A\n'
)

COMMENT = "Stable softmax: db is N times too small."


def score(student, exercise=SOFTMAX, points=8.5, mistakes=("db is N times too small.",), **more):
    diagnosis = {"certainty": "exact", "mistakes": [{"id": m, "feedback": m} for m in mistakes]}
    fields = {"status": "graded", "points": points, "max_points": 10.0, **more}
    attempt = Attempt(
        1, student.student_key, exercise.id, 1, "", "", "", "", "", {}, {"diagnosis": diagnosis},
        **fields,
    )  # fmt: skip
    return Score(student, exercise, attempt, points, points)


def fill(profile, text, scores, encoding="utf-8", students=(ADA, LI), given=None):
    source = template(text.encode(encoding))
    exercises = [SOFTMAX, GRADS]
    return filled(source, PROFILES[profile], students, exercises, scores, given or {})


def lines(text):
    return text.splitlines(keepends=True)


def test_canvas_gets_points_and_loses_those_who_have_none():
    found = fill("canvas", CANVAS, [score(ADA, points=8.456), score(LI)])
    head, posting, most, ada, _, _ = lines(CANVAS)
    expected = head + posting + most + ada.replace("Lab A,,,7", "Lab A,,8.46,7")
    assert found.data.decode() == expected
    assert found.columns == ("'Stable softmax (90412)' ← softmax",)
    assert "row 5 (Ng, Li) has EX in 'Stable softmax (90412)', which was left alone." in found.notes
    assert "none of the students in the records: row 6 (Poe, Mo)." in found.notes
    assert "2 rows without a score of ours were left out; their grades stay." in found.notes


def test_the_worksheet_gets_grade_and_comment_and_keeps_closed_rows():
    found = fill("moodle_worksheet", WORKSHEET, [score(ADA), score(LI)])
    head, ada, li, mo = lines(WORKSHEET)
    ada = ada.replace('grading",,', 'grading",8.5,').replace("-,\n", f"-,{COMMENT}\n")
    assert found.data.decode() == head + ada + li + mo
    assert "row 3 (Li Ng) takes no grade from outside; it was left alone." in found.notes


def test_the_import_of_moodle_is_filled():
    found = fill("moodle_import", IMPORT, [score(ADA)])
    head, ada, _ = lines(IMPORT)
    assert found.data.decode() == head + ada.replace(",-,,-", f",8.5,{COMMENT},-")


def test_brightspace_is_filled_behind_its_marks():
    found = fill("brightspace", BRIGHTSPACE, [score(ADA), score(LI, points=10.0)])
    assert found.data.decode() == BRIGHTSPACE.replace("#aokafor,,", "#aokafor,8.5,").replace(
        "#1E5,3,", "#1E5,10,"
    )
    assert found.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_blackboard_is_filled_in_its_encoding_with_its_quotes(encoding):
    found = fill("blackboard", BLACKBOARD, [score(LI, GRADS)], encoding)
    expected = BLACKBOARD.removesuffix('""') + '"8.5"'
    assert found.data == expected.encode(encoding)


def test_sakai_reads_a_comma_where_semicolons_part_the_columns():
    found = fill("sakai", SAKAI, [score(ADA)])
    assert found.data.decode() == SAKAI.replace('Ada";;;B', f'Ada";8,5;{COMMENT};B')


ROUND_TRIPS = {
    "canvas": (CANVAS, "".join(lines(CANVAS)[:4]).replace("Lab A,,,7", "Lab A,,8.5,7"), ","),
    "moodle_worksheet": (
        WORKSHEET,
        WORKSHEET.replace('grading",,', 'grading",8.5,').replace('PM",-,\n', f'PM",-,{COMMENT}\n'),
        ",",
    ),
    "moodle_import": (
        IMPORT.replace("Ada,Okafor", 'Ada,"Okafor"'),
        "".join(lines(IMPORT)[:2])
        .replace("Ada,Okafor", 'Ada,"Okafor"')
        .replace(",-,,-", f",8.5,{COMMENT},-"),
        ",",
    ),
    "blackboard": (BLACKBOARD, BLACKBOARD.replace('"Needs Grading"', '"8.5"'), "\t"),
    "sakai": (SAKAI, SAKAI.replace('Ada";;;B', f'Ada";8,5;{COMMENT};B'), ";"),
}
NAME = re.compile('"Okafor, Ada"|"Ada Okafor"|"Okafor"')


@pytest.mark.parametrize("profile", ROUND_TRIPS)
@for_all(st.sampled_from(NAMES) | st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_name_comes_back_byte_for_byte(profile, name):
    quoted = '"' + name.replace('"', '""') + '"'
    before, after, delimiter = (NAME.sub(lambda _: quoted, text) for text in ROUND_TRIPS[profile])
    exercise = GRADS if profile == "blackboard" else SOFTMAX
    found = fill(profile, before, [score(ADA, exercise)])
    assert found.data.decode() == after
    rows = csv.reader(io.StringIO(found.data.decode(), newline=""), delimiter=delimiter)
    assert any(name in row and {"8.5", "8,5"} & {*row} for row in rows)


def test_a_name_that_looks_like_a_formula_is_told():
    found = fill("canvas", CANVAS.replace('"Okafor, Ada"', "=cmd"), [score(ADA)])
    assert any("row 4 (=cmd) begins as a formula does: '=cmd'" in note for note in found.notes)


@pytest.mark.parametrize(
    ("student", "row"),
    [
        (Student("x", sis_id="451"), None),  # leading zeros are part of an id
        (Student("000451"), 4),  # the folder was called by an id of the platform
        (Student("x", email="other", student_name="Ada  OKAFOR"), 4),
        (Student("x", student_name="Ada Okafor", canvas_id="9"), None),  # a namesake
        (Student("x", student_name="Ada Okafor", canvas_id="4712"), 5),
    ],
)
def test_ids_tell_the_student_and_names_only_at_last(student, row):
    found = fill("canvas", CANVAS.replace(",EX,", ",,"), [score(student)], students=[student])
    kept = [line for line in lines(CANVAS)[3:] if line.split(",Lab")[0] in found.data.decode()]
    assert [lines(CANVAS).index(line) + 1 for line in kept] == ([row] if row else [])
    assert ("a score and no row in the template: x." in found.notes) == (row is None)


def test_namesakes_are_left_alone():
    twins = [Student("a", "Ada Okafor"), Student("b", "Ada Okafor")]
    found = fill("canvas", CANVAS, [score(one) for one in twins], students=twins)
    assert found.students == 0
    assert "left alone, as it could be a and b: row 4 (Okafor, Ada)." in found.notes


def test_two_rows_of_one_student_are_left_alone():
    twice = CANVAS + lines(CANVAS)[3]
    found = fill("canvas", twice, [score(ADA)])
    assert found.students == 0
    assert any(note.startswith("the same student, ada, seems to have") for note in found.notes)


def test_a_lone_column_takes_the_total():
    text = BLACKBOARD.replace("affine_grads HW 1", "Homework")
    found = fill("blackboard", text, [score(ADA), score(ADA, GRADS, 10.0)])
    assert found.columns == ("'Homework [Total Pts: 10 Score] |118854' ← total",)
    assert b'"18.5"' in found.data
    assert any("is out of 10, total out of 20;" in note for note in found.notes)


def test_notes_of_the_instructor_never_take_the_total():
    notes_only = CANVAS.replace("Stable softmax (90412),Essay (90413)", "Remarks,Group")
    with pytest.raises(UnusableTemplate, match="'Notes', 'Remarks', 'Group'"):
        fill("canvas", notes_only, [score(ADA)])


def test_a_column_is_what_the_instructor_says():
    found = fill("canvas", CANVAS, [score(ADA, GRADS)], given={"Essay": "affine_grads"})
    assert found.columns == ("'Stable softmax (90412)' ← softmax", "'Essay (90413)' ← affine_grads")
    assert b"Lab A,,,8.5,3.5" in found.data


def test_a_worksheet_in_another_language_is_filled_by_its_header():
    text = WORKSHEET.replace("Identifier", "ID").replace("Grade,", "Bewertung,", 1)
    text = text.replace("Participant", "Teilnehmer/in")
    found = fill("moodle_worksheet", text, [score(ADA)], given={"Bewertung": "softmax"})
    assert b'grading",8.5,10.00' in found.data


@pytest.mark.parametrize(
    ("profile", "text", "given", "sentence"),
    [
        ("canvas", SAKAI, {}, "is no gradebook of Canvas: its header has no ID, Section"),
        (
            "canvas",
            CANVAS.replace("Stable", "Old"),
            {},
            "'Essay (90413)'; say what belongs where as HEADER=ID",
        ),
        ("canvas", CANVAS, {"Esay": "softmax"}, "has no column for points called 'Esay'"),
        ("canvas", CANVAS, {"Essay": "nosuch"}, "cannot take 'nosuch'"),
        ("canvas", CANVAS.replace("Essay", "softmax"), {}, "has two columns for softmax"),
        ("moodle_worksheet", CANVAS, {}, "is no grading worksheet of Moodle"),
        ("moodle_import", SAKAI, {}, "tells no student"),
        ("brightspace", CANVAS, {}, "has no End-of-Line Indicator"),
        ("blackboard", CANVAS, {}, "is no gradebook of Blackboard"),
        ("sakai", "a,b\n1,2\n", {}, "is no gradebook of Sakai"),
    ],
)
def test_a_template_that_does_not_fit_says_why(profile, text, given, sentence):
    with pytest.raises(UnusableTemplate) as caught:
        fill(profile, text, [score(ADA)], given=given)
    assert sentence in str(caught.value)


def rows_made(profile, scores, students=(ADA, LI), exercises=(SOFTMAX, GRADS)):
    found = made(PROFILES[profile], students, exercises, scores)
    return list(csv.reader(io.StringIO(found.data.decode(), newline=""))), found.notes


def test_brightspace_is_made_from_the_rosters_ids():
    rows, notes = rows_made("brightspace", [score(ADA), score(LI, GRADS)])
    assert rows == [
        ["OrgDefinedId", "Username", "Stable softmax Points Grade",
         "From dU to dW and db Points Grade", "End-of-Line Indicator"],
        ["#000451", "#aokafor", "8.5", "", "#"],
        ["#1E5", "#1E5", "", "8.5", "#"],
    ]  # fmt: skip
    assert notes == ()


def test_sakai_is_made_and_who_has_no_login_is_told():
    nobody = Student("no")
    rows, notes = rows_made("sakai", [score(ADA), score(nobody)], [ADA, LI, nobody], [SOFTMAX])
    assert rows == [
        ["Student ID", "Name", "Stable softmax [10]", "* Stable softmax"],
        ["aokafor", "Okafor, Ada", "8.5", COMMENT],
    ]
    assert notes == ("left out, as the roster has no login for them: no.",)


def test_the_import_of_moodle_has_one_id_and_says_what_gaps_do():
    rows, notes = rows_made("moodle_import", [score(ADA), score(LI, GRADS)])
    assert rows[0] == [
        "idnumber", "Stable softmax", "Stable softmax feedback", "From dU to dW and db",
        "From dU to dW and db feedback",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == ["000451", "1E5"]
    assert "2 cells are empty, which Moodle takes for 'no grade'" in notes[0]


@pytest.mark.parametrize("profile", ["moodle_import", "brightspace", "sakai"])
def test_what_was_made_can_be_filled_again(profile):
    first = made(PROFILES[profile], [ADA, LI], [SOFTMAX, GRADS], [score(ADA), score(ADA, GRADS)])
    again = fill(profile, first.data.decode(), [score(ADA, points=10.0), score(ADA, GRADS)])
    assert again.data == first.data.replace(b"8.5", b"10", 1)


@pytest.mark.parametrize("profile", ["canvas", "moodle_worksheet", "blackboard"])
def test_those_that_need_a_template_say_where_to_get_it(profile):
    with pytest.raises(UnusableTemplate, match="give it as the template"):
        made(PROFILES[profile], [ADA], [SOFTMAX], [score(ADA)])


def test_a_comment_repeats_nothing_that_a_student_typed_and_begins_with_the_title():
    failed = score(ADA, mistakes=(), status="failed", points=0.0)
    found = fill("sakai", SAKAI, [failed])
    assert b";0;Stable softmax: your program stopped before it gave an answer.;B" in found.data
