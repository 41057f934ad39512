"""A run in the browser can be stopped, and goes on where it stopped."""

import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.batch.executors import Executors
from grader.records import Records, Student
from grader.teaching.errors import Impossible
from grader.teaching.handins import Work, matched, read

ANSWERS = "answers = {'layer_parameters': 'm*r + r', 'score_shapes': [300, 3]}\n"


@pytest.fixture
def handed_in(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("ana", "ben", "eve"):
            archive.writestr(f"{name}/answers.py", ANSWERS)
    return tmp_path / "class.zip"


@pytest.fixture
def records():
    with Records.open("sqlite://") as opened:
        yield opened


def work():
    return Work(Executors(lambda: ThreadPoolExecutor(1), lambda: 1))


def test_what_does_not_match_is_told_before_anything_is_graded(handed_in, records):
    records.add_students([Student("ana"), Student("ben")])
    sentences, rows = matched(read(handed_in, "auto", ""), records)
    assert "1 not on the roster: eve." in sentences
    assert [row[-1] for row in rows] == ["yes", "yes", "no"]
    assert records.attempts() == []


def test_who_handed_in_nothing_and_who_was_late_is_told(tmp_path, records):
    with zipfile.ZipFile(tmp_path / "canvas.zip", "w") as archive:
        archive.writestr("okaforada_LATE_4711_9001_answers.py", ANSWERS)
    records.add_students([Student("ana", canvas_id="4711"), Student("ben")])
    sentences, rows = matched(read(tmp_path / "canvas.zip", "auto", ""), records)
    assert "1 on the roster and handed in nothing: ben." in sentences
    assert "1 marked as late, nobody says by how much: ana." in sentences
    assert rows[0][3] == "late"


def test_a_run_that_is_stopped_goes_on_where_it_stopped(tmp_path, records):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(50):
            archive.writestr(f"student{n:02}/answers.py", ANSWERS)
    found, running = read(tmp_path / "many.zip", "auto", ""), work()
    assert running.graded(found, records, lambda done, total, left: running.stop()) is None
    before = len(records.attempts())
    assert 0 < before < 100
    done = running.graded(found, records, lambda done, total, left: None)
    assert (done.report.known, done.report.graded) == (before, 100 - before)


def test_without_a_zip_nothing_is_read():
    with pytest.raises(Impossible, match="Choose a zip first"):
        read(None, "auto", "")
