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
