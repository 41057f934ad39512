"""Programs as students write them, each with the verdict and the feedback that it must get.

The first lines of a program say what is expected: `# points:`, `# status:` (graded unless said),
`# mistakes:` (all of them, none unless said where full points are expected), `# right:`,
`# says:` (a piece of the feedback), `# line:` (the line that is shown), `# prints:`.
"""

from pathlib import Path

import pytest

from grader import grade
from grader.core.phrases import MOST
from tests.counting import sentences

FOLDER = Path(__file__).parent / "submissions"
PROGRAMS = sorted(path.relative_to(FOLDER) for path in FOLDER.glob("*/*.py"))


def expected(source):
    head = [line[2:] for line in source.splitlines() if line.startswith("# ")]
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head)}


def names(text):
    return [name.strip() for name in text.split(",") if name.strip()]


@pytest.mark.parametrize("path", PROGRAMS, ids=str)
def test_a_program_gets_its_verdict(path):
    source = (FOLDER / path).read_text()
    want = expected(source)
    result = grade(path.parent.name, source, "ana")
    assert result.status == want.get("status", "graded")
    if "points" in want:
        assert result.points == float(want["points"])
    else:
        assert result.points < result.max_points
    if "mistakes" in want:
        assert [mistake.id for mistake in result.diagnosis.mistakes] == names(want["mistakes"])
        assert result.diagnosis.certainty == "exact"
        assert all(mistake.feedback in result.feedback for mistake in result.diagnosis.mistakes)
    else:
        assert result.diagnosis.mistakes == ()
    if "right" in want:
        assert list(result.diagnosis.right) == names(want["right"])
    if "line" in want:
        assert result.stop.line == int(want["line"])
    assert len(sentences(result.feedback)) <= MOST
    everything = " ".join([result.feedback, *(check.message for check in result.checks)])
    assert want.get("says", "") in everything
    assert want.get("prints", "") in result.output


def test_there_are_enough_programs():
    assert len(PROGRAMS) >= 60
