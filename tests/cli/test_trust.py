"""Below the level at which walls stand, other people's programs run only if they are trusted."""

import socket

import pytest

WEAK = {"CHAINRULE_SANDBOX": "namespaces,landlock,rlimits"}
RIGHT = "import numpy as np\ndef affine_grads(A, dZ): return A.T @ dZ, dZ.sum(0, keepdims=True)\n"


@pytest.fixture
def handed_in(tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ana.py").write_text(RIGHT)
    return tmp_path / "class"


@pytest.mark.parametrize(
    "weak", [WEAK, {"CHAINRULE_SANDBOX": "workers"}], ids=["layers", "workers"]
)
def test_a_class_is_refused_in_one_sentence_that_says_how_to_mend_it(grader, handed_in, weak):
    ended = grader("batch", handed_in, "--out", "out", **weak)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    for words in ("'limited'", "seccomp", "doctor", "--trust-submissions"):
        assert words in ended.err


@pytest.mark.parametrize(
    "weak", [WEAK, {"CHAINRULE_SANDBOX": "workers"}], ids=["layers", "workers"]
)
def test_a_class_that_is_trusted_is_graded(grader, handed_in, tmp_path, weak):
    ended = grader("batch", handed_in, "--out", "out", "--trust-submissions", **weak)
    assert ended.code == 0, ended.err
    assert "1 answer graded" in ended.out
    assert ",affine_grads,1,,,graded,3,3," in (tmp_path / "out" / "scores.csv").read_text()


def test_behind_walls_no_permission_is_asked_for(grader, handed_in):
    assert grader("batch", handed_in, "--out", "out", CHAINRULE_SANDBOX="seccomp,rlimits").code == 0


def test_ones_own_program_needs_no_permission(grader, handed_in):
    result = grader("grade", "affine_grads", handed_in / "ana.py", "--json", **WEAK).object
    assert result["points"] == result["max_points"]


def test_the_site_is_refused_to_others_only(grader):
    with socket.create_server(("0.0.0.0", 0)) as taken:
        site = ("serve", "--host", "0.0.0.0", "--port", taken.getsockname()[1])
        ended, trusted = grader(*site, **WEAK), grader(*site, "--trust-submissions", **WEAK)
    assert (ended.code, trusted.code) == (2, 2)
    assert "--trust-submissions" in ended.err
    assert "--trust-submissions" not in trusted.err
