"""Records are saved while they are in use, and come back as they were."""

import pytest

from grader.records import Records, RecordsError, Student
from grader.records.copying import backup, restore
from grader.records.regrades import record_regrade
from tests.records.conftest import new


@pytest.fixture
def saved(records, tmp_path):
    records.add_students([Student("000123", "山田")])
    first = records.record(new(3.0))
    records.record(new(1.0, answer=["A", None, 0.5]))
    record_regrade(records, [(first, new(2.0))], new().submitted_at)
    backup(records, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def contents(records):
    return records.students(), records.attempts(), records.every_attempt("ana"), records.best()


def test_a_backup_is_a_database_like_any_other(records, saved):
    with Records.open(f"sqlite:///{saved}") as copy:
        assert contents(copy) == contents(records)
    assert saved.stat().st_mode & 0o077 == 0


def test_a_backup_comes_back_into_an_empty_database(records, saved, other_url):
    with Records.open(other_url) as fresh:
        assert restore(fresh, saved) == 3
        assert contents(fresh) == contents(records)
        assert fresh.record(new()).number == 4


def test_a_backup_is_left_as_it_is(records, saved, other_url):
    before = saved.read_bytes()
    with Records.open(other_url) as fresh:
        restore(fresh, saved)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.glob("*copy*")] == ["copy.db"]


def test_records_are_never_overwritten_by_a_backup(records, saved):
    with pytest.raises(RecordsError, match="holds records; restore into a new database"):
        restore(records, saved)
    assert len(records.attempts()) == 2


def test_a_backup_replaces_no_file(records, saved):
    with pytest.raises(RecordsError, match="choose a new file"):
        backup(records, saved)
    with pytest.raises(RecordsError, match="There is no folder"):
        backup(records, saved / "x" / "y.db")


def scribbled(content):
    """The content with a stroke through the middle of every page but the first."""
    pages = [content[i : i + 4096] for i in range(0, len(content), 4096)]
    return pages[0] + b"".join(page[:2048] + b"\xff" * 2048 for page in pages[1:])


@pytest.mark.parametrize("damage", [scribbled, lambda content: content[:20_000]])
def test_a_damaged_backup_brings_nothing_back(saved, other_url, damage):
    saved.write_bytes(damage(saved.read_bytes()))
    with Records.open(other_url) as fresh:
        with pytest.raises(RecordsError, match="damaged"):
            restore(fresh, saved)
        assert contents(fresh) == ([], [], [], [])
        with pytest.raises(RecordsError, match="There is no file"):
            restore(fresh, saved.with_name("absent"))


def test_what_is_recorded_meanwhile_waits_for_nobody(records, saved):
    with records.snapshot() as source:
        before = source.exec_driver_sql("SELECT count(*) FROM attempt").scalar()
        records.record(new())
        assert source.exec_driver_sql("SELECT count(*) FROM attempt").scalar() == before
