"""Attempts are appended, never overwritten; the best is kept; what is wrong is said."""

import datetime
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from grader.records import Records, RecordsError, Student
from tests.records.conftest import NOON, new

ROOT = Path(__file__).resolve().parents[2]


def test_what_goes_in_comes_out(records):
    given = new(level="isolated", hints_used=2, external_ref="ana/a.py", late_seconds=60)
    attempt = records.record(given)
    (found,) = records.attempts("ana", "softmax")
    assert found == attempt
    assert (found.number, found.points, found.level, found.hints_used) == (1, 1.0, "isolated", 2)
    assert found.submitted_at == "2026-11-24T12:00:00Z"
    assert found.parameters == {"order": [1, 0]}
    assert found.mistakes == ("SM-SUM",)
    assert records.attempt(found.id) == found


def test_a_great_many_attempts_together_are_numbered_like_those_one_by_one(records):
    records.record(new(student="s7"))
    made = records.record_all(new(student=f"s{n % 1500}") for n in range(3000))
    assert [one.id for one in made] == sorted(one.id for one in made)
    assert [one.student for one in made[:2]] == ["s0", "s1"]
    assert {one.number for one in made[:1500]} == {1, 2}
    assert [one.number for one in records.attempts("s7")] == [1, 2, 3]
    assert [one.number for one in records.attempts("s8")] == [1, 2]


@pytest.mark.parametrize("answer", ["text", "Łukasz \ud800", [1, [2.5, "x"]], 0.5, None, ["A"]])
def test_answers_of_every_kind_are_kept(records, answer):
    assert records.record(new(answer=answer)).answer == answer
    assert records.attempts()[0].answer == answer


def test_times_are_stored_in_utc(records):
    east = datetime.timezone(datetime.timedelta(hours=5))
    moment = datetime.datetime(2026, 1, 1, 2, 30, tzinfo=east)
    assert records.record(new(submitted_at=moment)).submitted_at == "2025-12-31T21:30:00Z"
    assert records.record(new(submitted_at=None)).submitted_at == ""


def test_attempts_are_numbered_for_each_student_and_exercise(records):
    for student, exercise in [("ana", "a"), ("ana", "b"), ("ana", "a"), ("bo", "a")]:
        records.record(new(student=student, exercise=exercise))
    assert [a.number for a in records.attempts(exercise="a")] == [1, 2, 1]


def test_the_best_is_kept_and_the_first_of_equals(records):
    for points in (2.0, 4.0, 1.0, 4.0):
        records.record(new(points))
    (best,) = records.best("ana")
    assert (best.points, best.number) == (4.0, 2)


def test_what_is_recorded_together_comes_out_as_if_it_came_one_by_one(records):
    given = [new(points, answer="the same") for points in (2.0, 4.0, 1.0, 4.0)]
    given.append(new(5.0, status="not_judged"))
    together = records.record_all([*given, new(student="bo")])
    assert [a.number for a in together] == [1, 2, 3, 4, 5, 1]
    assert records.attempts() == together
    assert records.best("ana") == [together[1]]


def test_what_was_not_judged_is_recorded_and_never_the_best(records):
    records.record(new(0.0, status="not_judged"))
    assert len(records.attempts()) == 1
    assert records.best() == []


def test_the_best_can_be_found_anew(records):
    for points in (2.0, 4.0, 4.0):
        records.record(new(points))
    before = records.best()
    records.rebuild_best()
    assert records.best() == before


def test_the_same_answer_under_the_same_versions_is_known(records):
    attempt = records.record(new(answer=["A", "C"], content_version="c1"))
    assert records.recorded("ana", "softmax", ["A", "C"], ("1", "c1")) == attempt
    assert records.recorded("ana", "softmax", ["A", "C"], ("2", "c1")) is None
    assert records.recorded("ana", "softmax", ["A"], ("1", "c1")) is None
    assert records.recorded("bo", "softmax", ["A", "C"], ("1", "c1")) is None


def test_several_attempts_are_recorded_together_or_not_at_all(records):
    with pytest.raises(RecordsError):
        records.record_all([new(1.0), new(-1.0)])
    assert records.attempts() == []


@pytest.mark.parametrize("change", ["UPDATE attempt SET points = 5", "DELETE FROM attempt"])
def test_attempts_cannot_be_changed_even_by_hand(records, change):
    records.record(new())
    with pytest.raises(RecordsError, match="never"), records.writing() as connection:
        connection.exec_driver_sql(change)
    assert records.attempts()[0].points == 1.0


def test_students_are_kept_as_text_byte_for_byte(records):
    ana = Student("000123", '=Ana "A", Ng\n', "Ng, Ana", "a@x.org", "NA", "1E5", "7", "8", "g", "s")
    records.add_students([ana, Student("-x")])
    assert records.students() == [Student("-x"), ana]


def test_a_students_fields_are_filled_in_and_never_emptied(records):
    records.record(new())
    records.add_students([Student("ana", "Ana Ng")])
    records.add_students([Student("ana", email="a@x.org")])
    assert records.students() == [Student("ana", "Ana Ng", email="a@x.org")]


def test_hints_are_counted_for_each_student_and_exercise(records):
    for number in (1, 2, 1):
        records.take_hint("ana", "softmax", number, NOON)
    assert records.hints("ana", "softmax") == 2
    assert records.hints("ana", "dscores") == records.hints("bo", "softmax") == 0


def test_an_exercise_is_solved_with_all_that_the_hints_left(records):
    records.record(new(4.5, exercise="softmax", hints_used=2))
    records.record(new(4.5, exercise="dscores"))
    assert records.solved("ana") == {"softmax"}


def test_it_is_still_there_when_opened_again(url):
    with Records.open(url) as first:
        first.record(new(2.0))
    with Records.open(url) as second:
        assert second.best()[0].points == 2.0


def test_an_up_to_date_database_opens_without_alembic(url):
    Records.open(url).close()
    script = (
        f"import sys; from grader.records import Records; Records.open({url!r});"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "False\n"


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "a.db").write_text("no database at all, but long enough to be read as one" * 30)
    with pytest.raises(RecordsError, match="not a database of ours"):
        Records.open(f"sqlite:///{tmp_path / 'a.db'}")


def test_a_database_from_a_newer_version(url):
    with Records.open(url) as records, records.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordsError, match="newer version"):
        Records.open(url)


def test_nobody_else_on_the_machine_reads_a_new_database(tmp_path):
    with Records.open(f"sqlite:///{tmp_path / 'x.db'}") as records:
        records.record(new(1.0))
        assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("x.db*")} == {0}


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordsError, match="cannot be made"):
        Records.open(f"sqlite:///{tmp_path / 'file' / 'sub' / 'a.db'}")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense://", "no database URL"),
        ("mysql://here/there", "neither SQLite nor PostgreSQL"),
        ("postgresql+psycopg://ana:secret@127.0.0.1:1/x", r"ana:\*\*\*@.*cannot be reached"),
    ],
)
def test_what_is_no_database_of_ours(url, sentence):
    with pytest.raises(RecordsError, match=sentence) as raised:
        Records.open(url)
    assert "secret" not in str(raised.value)


def write_many(url, student):
    with Records.open(url) as records:
        for i in range(50):
            records.record(new(float(i % 5), student=student))


def open_at_once(url):
    Records.open(url).close()


def test_several_sites_may_start_on_a_new_database_at_once(databases):
    url = databases("fresh")
    context = multiprocessing.get_context("spawn")
    starting = [context.Process(target=open_at_once, args=(url,)) for _ in range(3)]
    for process in starting:
        process.start()
    for process in starting:
        process.join()
    assert [process.exitcode for process in starting] == [0, 0, 0]


def test_four_processes_write_at_once_and_nothing_is_lost(url):
    Records.open(url).close()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(url, "same")) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Records.open(url) as records:
        assert sorted(a.number for a in records.attempts()) == list(range(1, 201))
        assert records.best()[0].points == 4.0


WRITER = """
import sys
from grader.records import Records
from tests.records.conftest import new
records = Records.open(sys.argv[1])
while True:
    print(records.record(new()).number, flush=True)
"""


@pytest.mark.parametrize("shown", [1, 2, 3, 5, 8, 13, 21])
def test_a_killed_process_loses_no_attempt_that_was_shown(url, shown):
    Records.open(url).close()
    command = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        seen = [int(writer.stdout.readline()) for _ in range(shown)]
        writer.kill()
        seen += [int(line) for line in writer.stdout.read().split("\n") if line]
    with Records.open(url) as records:
        kept = [a.number for a in records.attempts()]
        assert kept[: len(seen)] == seen
        assert len(kept) <= len(seen) + 1
        assert records.best()[0].number == 1


def test_the_command_line_takes_any_url(url, grader, tmp_path):
    (tmp_path / "class.csv").write_text("student_key,student_name\n000123,山田\n")
    assert grader("roster", "import", "class.csv", "--db", url).code == 0
    assert "000123,山田,," in grader("roster", "codes", "--db", url).out
    report = grader("doctor", "--json", "--db", url).object["database"]
    assert report["message"] == "1 student"
    assert report["url"] == str(make_url(url))  # which shows no password
