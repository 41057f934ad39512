import re

from grader import catalog
from grader.core.grade import pose
from grader.web.grid import grid
from grader.web.words import literal
from tests.core import toys


def places(exercise):
    return re.findall("<td>(.*?)</td>", grid(exercise, pose(exercise, "ana")))


def test_every_entry_of_an_array_has_a_place_with_a_name():
    named = toys.array(columns=("p", "q"))
    assert places(named) == ["p", "q"]
    assert places(toys.array()) == ["column 1", "column 2"]


def test_the_entries_of_a_table_stand_one_below_the_other():
    table = catalog.exercise("fill_the_table")
    assert places(table) == [literal(entry.label) for entry in table.entries]
    assert 'scope="col"' not in grid(table, pose(table, "ana"))


def test_other_answers_have_no_cells():
    assert grid(toys.number(), pose(toys.number(), "ana")) == ""
