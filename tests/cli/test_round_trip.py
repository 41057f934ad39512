"""From each platform's zip, by its own class list, into its own table: who, what, how much."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.__main__ import main
from grader.batch.drive import grade_class
from grader.batch.executors import Executors
from grader.intake import scan
from grader.records import Records
from tests.intake.made import zipped

RIGHT = json.dumps({"layer_parameters": "m*r + r"})  # 3 points
NO_BIAS = json.dumps({"layer_parameters": "m*r"})  # 1.2 points
TITLE = "Parameters of an intermediate layer"
ADA, LI = '=Ada "the 1st"', "-Ng, Łi\n山田"


def row(*cells, comma=","):
    """A line of a table, with every cell quoted that has to be."""
    out = io.StringIO()
    csv.writer(out, delimiter=comma).writerow(cells)
    return out.getvalue()


CANVAS = (
    row("Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (901)")
    + row("    Points Possible", "", "", "", "", "3")
    + row(ADA, "4711", "000123", "1E5", "A", "{0}")
    + row(LI, "4712", "1E5", "=li", "A", "{1}")
)
WORKSHEET = (
    row("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade",
        "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
        "Feedback comments")
    + row("Participant 8841", ADA, "ada@x.edu", "Submitted", "{0}", "3.00", "Yes", "-", "-", "")
    + row("Participant 8842", LI, "li@x.edu", "Submitted", "{1}", "3.00", "Yes", "-", "-", "")
)  # fmt: skip
BRIGHTSPACE = (
    row("OrgDefinedId", "Username", "Last Name", "First Name", f"{TITLE} Points Grade",
        "End-of-Line Indicator")
    + row("#000123", "#1E5", '"the 1st"', "=Ada", "{0}", "#")
    + row("#1E5", "#=li", "Łi", "-Ng", "{1}", "#")
)  # fmt: skip
BLACKBOARD = "".join(
    row(*cells, comma="\t")
    for cells in (
        ("Last Name", "First Name", "Username", "Student ID", "Availability",
         f"{TITLE} [Total Pts: 3 Score] |118854"),
        ('"the 1st"', "=Ada", "000123", "1", "Yes", "{0}"),
        ("Łi", "-Ng", "1E5", "2", "Yes", "{1}"),
    )
)  # fmt: skip
TIME = "2026-10-01-23-02-33"
METADATA = """\
submission_501:
  :submitters:
  - :name: '=Ada "the 1st"'
    :sid: 000123
  - :name: 'Mo'
    :sid: '007'
  :created_at: 2026-10-01 23:12:11.861687000 Z
submission_502:
  :submitters:
  - :name: "-Ng, Łi"
    :sid: '1E5'
  :created_at: 2026-10-01 23:12:11.861687000 Z
"""
GENERIC = (
    row("student_key", "student_name", "layer_parameters")
    + row("000123", ADA, "{0}") + row("1E5", LI, "{1}")
)  # fmt: skip
KEYS = (
    "student_key,student_name,github_username\r\n"
    + row("000123", ADA, "octo-ada")
    + row("1E5", LI, "li")
)

PLATFORMS = {
    "canvas": ("canvas", CANVAS, {
        "adathe1st_4711_9001_answers-1.json": RIGHT,
        "ngłi_LATE_4712_9002_answers.json": NO_BIAS,
    }),
    "moodle": ("moodle_worksheet", WORKSHEET, {
        f"{ADA}_8841_assignsubmission_file/sub/answers.json": RIGHT,
        "-Ng, Łi 山田_8842_assignsubmission_file/answers.json": NO_BIAS,
    }),
    "moodle, blind and flat": ("moodle_worksheet", WORKSHEET, {
        "Participant_8841_assignsubmission_file_answers.json": RIGHT,
        "Participant_8842_assignsubmission_file_answers.json": NO_BIAS,
    }),
    "brightspace": ("brightspace", BRIGHTSPACE, {
        "index.html": "",
        '1-5 - =Ada "the 1st" - Oct 1, 2026 1102 PM/answers.json': NO_BIAS,
        '1-5 - =Ada "the 1st" - Oct 2, 2026 1102 PM/answers.json': RIGHT,
        "2-5 - -Ng Łi - Oct 1, 2026 1102 PM/answers.json": NO_BIAS,
    }),
    "blackboard": ("blackboard", BLACKBOARD, {
        f"HW_1_000123_attempt_{TIME}.txt": "Name: Ada (000123)\n",
        f"HW_1_000123_attempt_{TIME}_answers.json": RIGHT,
        f"HW_1_1E5_attempt_{TIME}.txt": "Name: Li (1E5)\n",
        f"HW_1_1E5_attempt_{TIME}_answers.json": NO_BIAS,
    }),
    "gradescope": ("wide", KEYS, {
        "assignment_1_export/submission_metadata.yml": METADATA,
        "assignment_1_export/submission_501/answers.json": RIGHT,
        "assignment_1_export/submission_502/answers.json": NO_BIAS,
    }),
    "nbgrader": ("wide", KEYS, {
        "000123/ps1/answers.json": RIGHT,
        "000123/ps1/timestamp.txt": "2026-10-01 15:58:23.948203 UTC",
        "1E5/ps1/answers.json": NO_BIAS,
        "1E5/ps1/timestamp.txt": "2026-10-01 15:58:23.948203 UTC",
    }),
    "github": ("wide", KEYS, {
        "ps1-submissions/ps1-octo-ada/answers.json": RIGHT,
        "ps1-submissions/ps1-octo-ada/.git/config": "",
        "ps1-submissions/ps1-li/answers.json": NO_BIAS,
    }),
    "plain": ("wide", KEYS, {"000123/answers.json": RIGHT, "1E5/answers.json": NO_BIAS}),
}  # fmt: skip


def graded(archive, url):
    with Records.open(url) as records:
        found = scan(archive)
        assert found.unmatched == ()
        grade_class(found.submissions, records, Executors(lambda: ThreadPoolExecutor(1), lambda: 1))
    return found.layout


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platforms_zip_becomes_its_table(platform, tmp_path, capsys):
    kind, table, files = PLATFORMS[platform]
    url = f"sqlite:///{tmp_path / 'x.db'}"
    encoding = "utf-16" if kind == "blackboard" else "utf-8"
    empty = tmp_path / ("empty.xls" if kind == "blackboard" else "empty.csv")
    empty.write_bytes(table.format("", "").encode(encoding))
    (tmp_path / "hand-ins.zip").write_bytes(zipped(files))
    if kind != "moodle_worksheet":
        assert main(["roster", "import", str(empty), "--db", url]) == 0, capsys.readouterr()
    assert graded(tmp_path / "hand-ins.zip", url) == platform.split(",")[0]
    out = tmp_path / "out.csv"
    fill = [] if kind == "wide" else ["--template", str(empty)]
    arguments = ["export", "--format", kind, *fill, "--out", str(out), "--db", url]
    assert main(arguments) == 0, capsys.readouterr()
    _compare(kind, out.read_bytes(), table, encoding)


def _compare(kind, given, table, encoding):
    if kind == "wide":
        rows = {
            r["student_key"]: r for r in csv.DictReader(io.StringIO(given.decode(), newline=""))
        }
        assert [rows[key]["layer_parameters"] for key in ("000123", "1E5")] == ["3", "1.2"]
        assert [rows[key]["student_name"] for key in ("000123", "1E5")] == [ADA, LI]
        return
    assert _cells(given.decode(encoding)) == _cells(table.format("3", "1.2"))


def _cells(text):
    """The table without its column of comments."""
    comma = "\t" if "\t" in text else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    return [cells[:9] for cells in rows]
