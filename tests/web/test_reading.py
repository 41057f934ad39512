import pytest

from grader.core.grade import pose
from grader.web.reading import reading
from tests.core import toys


@pytest.mark.parametrize(
    ("exercise", "text", "shown"),
    [
        (toys.formula(), "m r + r", r"m \cdot r + r"),
        (toys.number(), "3/8", "0.375"),
        (toys.number(), "1e-12", r"1 \cdot 10^{-12}"),
        (toys.array(), "1, 1/4", r"1 & 0.25"),
        (toys.breaking(), str(toys.WIDE), r"\text{X} = \begin{pmatrix} 1 & 2 \end{pmatrix}, \quad"),
        (toys.breaking(), str(toys.WIDE), r"\text{c} = 1$ (6 numbers)"),
    ],
)
def test_an_entry_is_shown_as_it_was_understood(exercise, text, shown):
    assert shown in reading(exercise, pose(exercise), 0, text)


def test_what_is_not_understood_is_marked_in_a_formula():
    exercise = toys.formula()
    assert "<mark>q</mark>" in reading(exercise, pose(exercise), 0, "m*r + q")


@pytest.mark.parametrize("text", ["", "  ", None, 7, {"evil": 1}, "1" * 2000])
def test_nothing_is_read_from_nothing(text):
    exercise = toys.number()
    assert reading(exercise, pose(exercise), 0, text) == ""


@pytest.mark.parametrize("exercise", [toys.formula(), toys.number(), toys.array(), toys.breaking()])
def test_markup_in_an_entry_stays_text(exercise):
    shown = reading(exercise, pose(exercise), 0, "<img src=x onerror=alert(1)>")
    assert "<img" not in shown
    assert "trouble" in shown
