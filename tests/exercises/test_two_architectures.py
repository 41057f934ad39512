"""Names in free text: spelling hardly matters, and what is not known is said, not dropped."""

import pytest

from grader import grade

UNKNOWN = "Not known here: {}; your instructor can see it."


@pytest.mark.parametrize("answer", ["CNN, transformer", "U-Net and\nLSTM neural networks"])
def test_two_names_however_written(answer):
    assert grade("two_architectures", answer, "ana").right


@pytest.mark.parametrize("name", ["трансформер", "リカレント", "Szwedofon"])
def test_a_name_in_any_script_is_kept_for_the_instructor(name):
    result = grade("two_architectures", f"CNN, {name}", "ana")
    assert result.points == 1
    assert UNKNOWN.format(name) in result.feedback
