import pytest

from grader import catalog
from grader.web import graph
from tests.web.test_pictures import drawn

J4 = "two_layer_loss_grads"


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ("MK-NONE", "the way back from H to Z1"),
        ("DH-NOTRANS", "the way back from U to H"),
        ("IN-H", "the way from Z1 to W1 and b1"),
        ("IN-Z", "the way from U to W2 and b2"),
        ("SM-AXIS0", "the step from U to the loss"),
        ("NM-SUM", "the way back from the loss to U"),
        ("RG-W1-NONE", "the penalty on the parameters"),
        ("DB-MEAN", "the way from Z1 to W1 and b1 and the way from U to W2 and b2"),
    ],
)
def test_a_mistake_is_marked_at_its_edge(mistake, words):
    picture = graph.marked(J4, [mistake])
    assert f"The mistake sits at {words}.*" in picture
    assert "✗" in "".join(drawn(picture).itertext())


@pytest.mark.parametrize("id", [id for id in graph.ASKED if id in catalog.ids()])
def test_every_mistake_of_the_exercise_has_an_edge_or_is_none_of_the_graphs(id):
    known = {mistake.id for mistake in catalog.exercise(id).mistakes}
    without = {mistake for mistake in known if not graph.marked(id, [mistake])}
    assert len(without) < len(known)
    if id == J4:
        assert without == set()


def test_other_exercises_have_no_graph():
    assert graph.marked("affine_grads", ["DB-MEAN"]) == graph.marked(J4, []) == ""
