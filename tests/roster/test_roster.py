"""Rosters as people have them: from a spreadsheet, from a learning platform, in any encoding."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.records import Student
from grader.roster import UnusableRoster, roster

HEADERS = (
    "student_key,student_name,sortable_name,email,login,sis_id,canvas_id,moodle_id,"
    "github_username,section"
)
CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Softmax gradient (90412),Final Score
,,,,,Manual Posting,
"    Points Possible",,,,,10,(read only)
"Okafor, Ada",4711,000451,aokafor,Lab A,8.5,85
"=""=cmd, Li""",4712,1E5,NA,Lab B,EX,
"Student, Test",4713,,8f2c,Lab A,,
'''
PLATFORMS = {
    "a Canvas gradebook": (
        CANVAS,
        "SIS User ID",
        [
            Student("000451", "Okafor, Ada", "Okafor, Ada", "", "aokafor", "000451", "4711",
                    section="Lab A"),
            Student("1E5", "=cmd, Li", "=cmd, Li", "", "NA", "1E5", "4712", section="Lab B"),
        ],
    ),
    "a Moodle grading worksheet": (
        'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade",'
        '"Last modified (grade)","Feedback comments"\n'
        '"Participant 8841","Ada Okafor",ada@x.edu,"Submitted for grading",,10.00,-,\n',
        "Email address",
        [Student("ada@x.edu", "Ada Okafor", email="ada@x.edu", moodle_id="8841")],
    ),
    "a list of Moodle participants": (
        'First name,Last name,ID number,Email address,Groups\nAda,Okafor,000451,ada@x.edu,"A, B"\n',
        "ID number",
        [Student("000451", "Ada Okafor", "Okafor, Ada", "ada@x.edu", "", "000451",
                 section="A, B")],
    ),
    "a Gradescope roster": (
        "First Name,Last Name,SID,Email,Role,Section\nAda,Okafor,000451,ada@x.edu,Student,A\n"
        "Tea,Cher,,t@x.edu,Instructor,A\n",
        "SID",
        [Student("000451", "Ada Okafor", "Okafor, Ada", "ada@x.edu", "", "000451", section="A")],
    ),
    "a Brightspace export": (
        "OrgDefinedId,Username,Last Name,First Name,HW Points Grade,End-of-Line Indicator\n"
        "#000451,#aokafor,Okafor,Ada,8.5,#\n",
        "OrgDefinedId",
        [Student("000451", "Ada Okafor", "Okafor, Ada", "", "aokafor", "000451")],
    ),
    "a Blackboard export": (
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\n'
        '"Okafor"\t"Ada"\t"aokafor"\t"000451"\t""\t"Yes"\n',
        "Username",
        [Student("aokafor", "Ada Okafor", "Okafor, Ada", "", "aokafor", "000451")],
    ),
    "a Sakai gradebook": (
        'Student ID,Name,Softmax [10],* Softmax\naokafor,"Okafor, Ada",8.5,good\n',
        "Student ID",
        [Student("aokafor", "Okafor, Ada", "Okafor, Ada", login="aokafor")],
    ),
    "a GitHub Classroom export": (
        "assignment_name,github_username,roster_identifier,points_awarded\nhw,ada-o,000451,8\n",
        "roster_identifier",
        [Student("000451", github_username="ada-o")],
    ),
    "a table": (
        "Matriculation number;Student Name;E-Mail\n000451;Okafor, Ada;ada@x.edu\n",
        "Matriculation number",
        [Student("000451", "Okafor, Ada", email="ada@x.edu", sis_id="000451")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_a_platform_exports_is_recognised_by_its_headers(platform):
    text, column, students = PLATFORMS[platform]
    found = roster(text.encode())
    assert (found.platform, found.key_column) == (platform, column)
    assert list(found.students) == students


def test_rows_that_are_no_students_are_told(tmp_path):
    assert roster(CANVAS.encode()).notes == (
        "Line 2 is no student: a row about posting.",
        "Line 3 is no student: the row of possible points.",
        "Line 6 is no student: Canvas's test student.",
    )


ANA = Student(
    "000123", '=Ana "A", Ng\r\n', " Ng;\tAna", "a@x.org", "NA", "1E5", "None", "007", "-g", "山田"
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def written(students, delimiter=","):
    text = io.StringIO(newline="")
    sheet = csv.writer(text, delimiter=delimiter)
    sheet.writerow(HEADERS.split(","))
    sheet.writerows([*vars(student).values()] for student in students)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_cell_is_kept_byte_for_byte(encoding, delimiter):
    data = written([ANA, Student("Łukasz")], delimiter).encode(encoding)
    assert roster(data).students == (ANA, Student("Łukasz"))


# Every text but a lone surrogate, NUL, and what is unwrapped on purpose.
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(
    lambda text: not text.startswith("=")
)


@given(st.lists(st.tuples(CELL.filter(str.strip), CELL), unique_by=lambda row: row[0], min_size=1))
def test_any_text_comes_back(rows):
    people = [Student(key, name) for key, name in rows]
    assert roster(written(people).encode()).students == tuple(people)


def test_an_old_encoding_is_guessed_and_said():
    found = roster("student_key,student_name\n1,Jürgen\n".encode("cp1252"))
    assert found.students[0].student_name == "Jürgen"
    assert "Windows-1252" in found.notes[0]
    assert "1,Jürgen" in found.notes[0]


@pytest.mark.parametrize("text", ['="000123"', '"=""000123"""'])
def test_what_excel_wraps_is_unwrapped(text):
    assert roster(f"student_key\n{text}\n".encode()).students == (Student("000123"),)


def test_a_declared_delimiter_and_empty_lines():
    found = roster(b"sep=;\r\n\r\nstudent_key;student_name\r\n;\r\nana;A, B\r\n")
    assert found.students == (Student("ana", "A, B"),)


def test_another_column_can_be_the_key():
    found = roster(CANVAS.encode(), key="id")
    assert [student.student_key for student in found.students] == ["4711", "4712"]
    assert found.key_column == "ID"


def test_the_key_is_a_column_that_is_in_use():
    text = "Student,ID,SIS User ID,SIS Login ID,Section\nA,1,,ana,L\nB,2,,ben,L\n"
    assert roster(text.encode()).key_column == "SIS Login ID"


def test_columns_that_mean_nothing_to_us_are_told():
    assert roster(b"student_key,studnet_name\nana,Ana\n").notes == ("Not used: 'studnet_name'.",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "The file is empty"),
        (b"student_key\n", "names no students"),
        (b"student_key,email\nana,\nben,\nana,\n", "Line 4 has the key 'ana' of line 2 again."),
        (b"student_key,email\n,a@x\n", "Line 2 has nothing in the column 'student_key'"),
        (b'student_key,email\n"a\nb",x\n \n ,y\n', "Line 5 has nothing"),
        (b"student_key,email\nana,Ng, Ana\n", "Line 2 has 3 cells, the header 2"),
        (b'student_key,email\nana,x\n"ben,y\n', "Line 3 cannot be read"),
        (b"colour,shape\nred,round\n", "Name one of them"),
        (b"student_key\nan\0a\n", "Line 2 has a NUL"),
        (b"student_key\nan\x81\n", "neither UTF-8 nor Windows-1252"),
        (b"\xff\xfes\0t", "not readable as utf-16"),
        (b"student_key\n" + b"x" * 200_000, "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, sentence):
    with pytest.raises(UnusableRoster, match=sentence.replace("(", r"\(")):
        roster(text)


def test_all_faults_are_told_at_once():
    with pytest.raises(UnusableRoster) as raised:
        roster(b"student_key,email\n,a\nana,b\nana,c\n")
    assert len(raised.value.sentences) == 2


def test_an_absent_key_column():
    with pytest.raises(UnusableRoster, match="No column is called 'x'; there are: student_key"):
        roster(b"student_key\nana\n", key="x")
