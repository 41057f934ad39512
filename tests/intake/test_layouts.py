from datetime import UTC, datetime

import pytest

from grader.intake import UnusableInput, scan
from tests.intake.made import by_key, names, tree, zipped

METADATA = """\
submission_501:
  :submitters:
  - :name: Ada Okafor
    :sid: 000451
    :email: ada@example.edu
  :created_at: 2026-10-01 23:12:11.861687000 Z
  :score: 8.5
  :results: {score: 8.5}
  :history:
  - :id: 400
    :created_at: 2026-09-30 10:00:00.000000000 Z
submission_502:
  :submitters:
  - :name: Łukasz Ng
    :sid: '1E5'
  - :name: Null
    :email: null@example.edu
  :created_at: 2026-10-01 16:12:11.861687000 -07:00
submission_503:
  :submitters: []
  :created_at:
submission_504: broken
"""

CANVAS = {
    "okaforada_4711_90412_softmax.py": "",
    "okaforada_4711_90413_relu-1.ipynb": "",
    "ngli_LATE_4712_90414_my_4711_90_softmax.py": "",
    "łukaszów_4713_text.html": "",
    "teamblue_4714_90416_hand in.zip": zipped({"a.py": ""}),
}
ANONYMOUS = {"anon_a1B2c_90412_softmax.py": "", "LATE_anon_x9Y8z_90413_softmax.py": ""}
MOODLE = {
    "Ada Okafor_8841_assignsubmission_file/softmax.py": "",
    "Ada Okafor_8841_assignsubmission_file/sub/relu.py": "",
    "Ng_Li_8842_assignsubmission_file_/softmax.py": "",
    "Ng_Li_8842_assignsubmission_onlinetext/onlinetext.html": "",
    "aokafor_Łukasz Ó'Brien_8843_assignsubmission_file/a.py": "",
}
MOODLE_FLAT = {
    "Ada Okafor_8841_assignsubmission_file_softmax.py": "",
    "Ng Li_8842_assignsubmission_file_x_8841_assignsubmission_file_relu.py": "",
    "Participant_8843_assignsubmission_file_a.py": "",
}
BLACKBOARD = {
    "HW_1_aokafor_attempt_2026-10-01-23-02-33.txt": "Name: Ada Okafor (aokafor)\nText: 1\n",
    "HW_1_aokafor_attempt_2026-10-01-23-02-33_softmax.py": "",
    "HW_1_aokafor_attempt_2026-10-03-08-00-00.txt": "Name: Ada Okafor (aokafor)\n",
    "HW_1_aokafor_attempt_2026-10-03-08-00-00_softmax.py": "",
    "HW_1_n_g_attempt_2026-10-01-20-00-00.txt": "Name: Ng (Li) (n_g)\r\nDate: x\r\n",
    "HW_1_n_g_attempt_2026-10-01-20-00-00_x_aokafor_attempt_2026-10-09-09-09-09_a.py": "",
}
BRIGHTSPACE = {
    "index.html": "",
    "123-456 - Ada Okafor - Oct 1, 2026 1102 PM/softmax.py": "",
    "123-456 - Ada Okafor - Oct 3, 2026 1205 AM/softmax.py": "",
    "124-456 - Ng - Li - Sept 30, 2026 905 AM/softmax.py": "",
    "125-456 - Sam Same - Oct 1, 2026 100 PM/a.py": "",
    "126-456 - Sam Same - Oct 1, 2026 100 PM/a.py": "",
}
GRADESCOPE = {
    "submission_metadata.yml": METADATA,
    "submission_501/softmax.py": "",
    "submission_501/sub/relu.py": "",
    "submission_502/softmax.py": "",
    "submission_503/softmax.py": "",
    "submission_504/softmax.py": "",
}
NBGRADER = {
    "ana/ps1/one.ipynb": "",
    "ana/ps1/timestamp.txt": "2026-10-01 15:58:23.948203 UTC",
    "bob/ps1/one.ipynb": "",
    "bob/ps1/timestamp.txt": "when?",
}
GITHUB = {
    "ps1-submissions/ps1-octo-cat/softmax.py": "",
    "ps1-submissions/ps1-octo-cat/.git/config": "",
    "ps1-submissions/ps1-ana/src/relu.py": "",
}


def of(path, files, **options):
    """The scan of a tree, and the same of a zip: both must say the same."""
    tree(path / "folder", files)
    archive = path / "folder.zip"
    archive.write_bytes(zipped(files))
    one, other = scan(path / "folder", **options), scan(archive, **options)
    assert (one.layout, by_key(one), one.unmatched) == (
        other.layout,
        by_key(other),
        other.unmatched,
    )
    return one


def told(result):
    return {
        (one.student_key, one.attempt): (one.student_name, one.id_column)
        for one in result.submissions
    }


def test_canvas(tmp_path):
    result = of(tmp_path, CANVAS)
    assert result.layout == "canvas"
    assert told(result) == {
        ("4711", 1): ("okaforada", "canvas_id"),
        ("4712", 1): ("ngli", "canvas_id"),
        ("4713", 1): ("łukaszów", "canvas_id"),
        ("4714", 1): ("teamblue", "canvas_id"),
    }
    found = by_key(result)
    assert names(found["4711", 1]) == ["softmax.py", "relu-1.ipynb"]
    assert names(found["4712", 1]) == ["my_4711_90_softmax.py"]
    assert names(found["4714", 1]) == ["hand in.zip/a.py"]
    assert [key for key, one in found.items() if one.late] == [("4712", 1)]


def test_canvas_anonymous(tmp_path):
    result = of(tmp_path, ANONYMOUS)
    assert told(result) == {
        ("a1B2c", 1): ("anonymous a1B2c", ""),
        ("x9Y8z", 1): ("anonymous x9Y8z", ""),
    }
    assert [one.late for one in result.submissions] == [False, True]


def test_moodle(tmp_path):
    result = of(tmp_path, MOODLE)
    assert result.layout == "moodle"
    assert told(result) == {
        ("8841", 1): ("Ada Okafor", "moodle_id"),
        ("8842", 1): ("Ng Li", "moodle_id"),
        ("8843", 1): ("aokafor Łukasz Ó'Brien", "moodle_id"),
    }
    found = by_key(result)
    assert names(found["8841", 1]) == ["softmax.py", "sub/relu.py"]
    assert names(found["8842", 1]) == ["softmax.py", "onlinetext.html"]


def test_moodle_flat_and_blind(tmp_path):
    result = of(tmp_path, MOODLE_FLAT)
    assert told(result) == {
        ("8841", 1): ("Ada Okafor", "moodle_id"),
        ("8842", 1): ("Ng Li", "moodle_id"),
        ("8843", 1): ("Participant 8843", "moodle_id"),
    }
    found = by_key(result)
    assert names(found["8841", 1]) == ["softmax.py"]
    assert names(found["8842", 1]) == ["x_8841_assignsubmission_file_relu.py"]


def test_blackboard(tmp_path):
    result = of(tmp_path, BLACKBOARD, zone="America/New_York")
    assert result.layout == "blackboard"
    assert told(result) == {
        ("aokafor", 1): ("Ada Okafor", "login"),
        ("aokafor", 2): ("Ada Okafor", "login"),
        ("n_g", 1): ("Ng (Li)", "login"),
    }
    found = by_key(result)
    assert found["aokafor", 1].submitted_at == datetime(2026, 10, 2, 3, 2, 33, tzinfo=UTC)
    assert any("taken as those of America/New_York" in note for note in result.notes)
    assert names(found["aokafor", 2]) == ["receipt.txt", "softmax.py"]
    assert names(found["n_g", 1])[1] == "x_aokafor_attempt_2026-10-09-09-09-09_a.py"


def test_brightspace(tmp_path):
    result = of(tmp_path, BRIGHTSPACE)
    assert result.layout == "brightspace"
    assert told(result) == {
        ("Ada Okafor", 1): ("Ada Okafor", "student_name"),
        ("Ada Okafor", 2): ("Ada Okafor", "student_name"),
        ("Ng - Li", 1): ("Ng - Li", "student_name"),
        ("Sam Same (125)", 1): ("Sam Same", "student_name"),
        ("Sam Same (126)", 1): ("Sam Same", "student_name"),
    }
    found = by_key(result)
    assert found["Ada Okafor", 1].submitted_at == datetime(2026, 10, 1, 23, 2, tzinfo=UTC)
    assert found["Ada Okafor", 2].submitted_at == datetime(2026, 10, 3, 0, 5, tzinfo=UTC)
    assert found["Ng - Li", 1].submitted_at == datetime(2026, 9, 30, 9, 5, tzinfo=UTC)
    assert result.unmatched == ()


@pytest.mark.parametrize("outer", ["", "assignment_77_export/"])
def test_gradescope(tmp_path, outer):
    result = of(tmp_path, {outer + name: content for name, content in GRADESCOPE.items()})
    assert result.layout == "gradescope"
    assert told(result) == {
        ("000451", 2): ("Ada Okafor", "sis_id"),
        ("1E5", 1): ("Łukasz Ng", "sis_id"),
        ("null@example.edu", 1): ("Null", "email"),
        ("submission_503", 1): ("submission_503", ""),
    }
    found = by_key(result)
    assert names(found["000451", 2]) == ["softmax.py", "sub/relu.py"]
    assert found["1E5", 1].submitted_at == datetime(2026, 10, 1, 23, 12, 11, 861687, UTC)
    assert found["1E5", 1].group == found["null@example.edu", 1].group == "submission_502"
    assert len({one.ref for one in result.submissions}) == 4
    assert result.unmatched == ("submission_504/softmax.py",)


@pytest.mark.parametrize("outer", ["", "submitted/", "course/submitted/"])
def test_nbgrader(tmp_path, outer):
    result = of(tmp_path, {outer + name: content for name, content in NBGRADER.items()})
    assert result.layout == "nbgrader"
    found = by_key(result)
    assert names(found["ana", 1]) == ["ps1/one.ipynb"]
    assert found["ana", 1].submitted_at == datetime(2026, 10, 1, 15, 58, 23, 948203, UTC)
    assert found["bob", 1].submitted_at is None


def test_github_classroom(tmp_path):
    result = of(tmp_path, GITHUB)
    assert result.layout == "github"
    assert told(result) == {
        ("ana", 1): ("ana", "github_username"),
        ("octo-cat", 1): ("octo-cat", "github_username"),
    }
    assert names(by_key(result)["ana", 1]) == ["src/relu.py"]


def test_github_classroom_in_a_zip_called_as_the_folder_in_it(tmp_path):
    files = {"ps1-submissions/ps1-ana/a.py": "", "ps1-submissions/ps1-bob/a.py": ""}
    (tmp_path / "ps1-submissions.zip").write_bytes(zipped(files))
    assert set(by_key(scan(tmp_path / "ps1-submissions.zip"))) == {("ana", 1), ("bob", 1)}


def test_github_classroom_asked_for_by_name(tmp_path):
    files = {"ps1-ana/a.py": "", "ps1-bob/a.py": ""}
    assert scan(tree(tmp_path, files)).layout == "plain"
    assert set(by_key(scan(tmp_path, "github"))) == {("ana", 1), ("bob", 1)}


@pytest.mark.parametrize("zone", ["Berlin", "Europe", "../etc/passwd", ""])
def test_a_time_zone_that_nobody_knows_is_told(tmp_path, zone):
    with pytest.raises(UnusableInput, match="There is no time zone"):
        of(tmp_path, BRIGHTSPACE, zone=zone)


def test_a_pattern_of_one_s_own(tmp_path):
    files = {
        "2026-10-01T10:00:00Z/late/s-01/Ana/a.py": "",
        "2026-10-02T10:00:00Z/s-01/Ana/a.py": "",
        "read me.txt": "",
    }
    pattern = r"(?P<time>[^/]+)/(?P<late>late/)?(?P<student>s-\d+)/(?P<name>[^/]+)/(?P<file>.+)"
    result = of(tmp_path, files, layout="pattern", pattern=pattern)
    assert told(result) == {
        ("s-01", 1): ("Ana", "student_key"),
        ("s-01", 2): ("Ana", "student_key"),
    }
    assert [one.late for one in result.submissions] == [True, False]
    assert result.unmatched == ("read me.txt",)


@pytest.mark.parametrize(
    ("name", "files"),
    [("canvas", CANVAS), ("moodle", MOODLE), ("moodle", MOODLE_FLAT), ("blackboard", BLACKBOARD),
     ("brightspace", BRIGHTSPACE), ("gradescope", GRADESCOPE), ("nbgrader", NBGRADER)],
)  # fmt: skip
def test_the_layout_is_recognised_around_and_among_other_files(tmp_path, name, files):
    outer = {f"download/{path}": content for path, content in files.items()}
    result = of(tmp_path, {**outer, "download/read me.pdf": ""})
    assert result.layout == name
    assert "read me.pdf" in result.unmatched
    best = max(share for _, share in result.scores)
    assert dict(result.scores)[name] == best


def test_a_few_files_of_a_platform_do_not_decide(tmp_path):
    files = {f"student{i}/softmax.py": "" for i in range(9)}
    result = scan(tree(tmp_path, {**files, "okaforada_4711_90412_softmax.py": ""}))
    assert result.layout == "plain"
    assert "1 of 10 files look like those of canvas" in result.notes[-1]


def test_a_zip_with_one_folder_says_that_it_was_taken_for_a_student(tmp_path):
    archive = tmp_path / "class.zip"
    archive.write_bytes(zipped({"class/ana.py": "", "class/ben.py": ""}))
    assert "All files lie in the folder class, which was taken for one" in scan(archive).notes[-1]


def test_a_layout_that_is_forced_shows_what_does_not_match(tmp_path):
    result = scan(tree(tmp_path, {"ana/a.py": "", "okaforada_4711_9_a.py": ""}), "canvas")
    assert set(by_key(result)) == {("4711", 1)}
    assert result.unmatched == ("ana/a.py",)


@pytest.mark.parametrize(
    "metadata",
    ["", "[]", "submission_1: [", "a: &a [*a]", "{" * 5000, "submission_1:\n  :submitters: 3",
     "submission_1:\n  :submitters:\n  - 3\n  :created_at: [1]\n  :history: x", b"\xff\xfe\xff"],
)  # fmt: skip
def test_damaged_metadata_of_gradescope_are_no_exception(tmp_path, metadata):
    files = {"submission_metadata.yml": metadata, "submission_1/a.py": ""}
    result = scan(tree(tmp_path, files), "gradescope")
    assert len(result.submissions) + len(result.unmatched) == 1
