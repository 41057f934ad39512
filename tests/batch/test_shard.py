"""A class in parts: every student in exactly one of them, and all together as in one go."""

import pytest

from grader.batch.shard import NoShard, shard
from tests.batch.made import handed_in


def test_every_student_is_in_exactly_one_part():
    parts = [shard(f"{i}/4") for i in range(1, 5)]
    assert all(sum(part(f"student{n}") for part in parts) == 1 for n in range(200))
    assert all(any(part(f"student{n}") for n in range(200)) for part in parts)


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4"])
def test_what_is_no_part_is_refused(text):
    with pytest.raises(NoShard, match="1/8"):
        shard(text)


def test_parts_in_one_database_come_together(grader, tmp_path):
    handed_in(tmp_path / "class", 4)
    for part in ("1/2", "2/2"):
        assert grader("batch", "class", "--out", "p", "--db", "x.db", "--shard", part).code == 0
    whole = grader("batch", "class", "--out", "whole", "--db", "x.db")
    assert "0 answers graded, 16 known already" in whole.out


def test_parts_in_files_of_their_own_are_put_together(grader, tmp_path):
    handed_in(tmp_path / "class", 4)
    for part in ("1/2", "2/2"):
        own = f"{part[0]}.db"
        assert grader("batch", "class", "--out", "p", "--db", own, "--shard", part).code == 0
    said = [grader("db", "merge", "1.db", "2.db", "--db", "x.db").out for _ in range(2)]
    counts = [[int(line.split()[0]) for line in out.splitlines()] for out in said]
    assert (sum(counts[0]), counts[1]) == (16, [0, 0])
    whole = grader("batch", "class", "--out", "whole", "--db", "x.db")
    assert "0 answers graded, 16 known already" in whole.out


def test_a_file_that_is_not_there_is_not_made(grader, tmp_path):
    ended = grader("db", "merge", "nosuch.db", "--db", "x.db")
    assert (ended.code, ended.err) == (2, "There is no file nosuch.db.\n")
    assert not (tmp_path / "nosuch.db").exists()
