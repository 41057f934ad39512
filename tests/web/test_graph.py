import pytest

from grader import catalog
from grader.web import graph
from grader.web.networks import LINEAR, TWO_LAYERS
from tests.web.test_pictures import drawn

F7, J4 = "linear_loss_grads", "two_layer_loss_grads"
ASKED = [id for network in (LINEAR, TWO_LAYERS) for id in network.asked]
# That a parameter was changed in place is a mistake of no step.
NOWHERE = {F7: {"MUT-PARAM"}, J4: set()}


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


@pytest.mark.parametrize(
    ("exercise", "mistake", "words"),
    [
        (F7, "DB-MEAN", "the way from U to W and b"),
        (F7, "RG-B-NONE", "the penalty on the parameters"),
        ("dscores", "DL-NOSUB", "the way back from the loss to U"),
        ("linear_scores", "FW-NOBIAS", "the step from X to U"),
    ],
)
def test_the_linear_classifier_has_a_graph_of_its_own(exercise, mistake, words):
    picture = graph.marked(exercise, [mistake])
    assert f"X → U → loss and the way back. The mistake sits at {words}.*" in picture


@pytest.mark.parametrize("id", [id for id in ASKED if id in catalog.ids()])
def test_every_mistake_of_the_exercise_has_an_edge_or_is_none_of_the_graphs(id):
    known = {mistake.id for mistake in catalog.exercise(id).mistakes}
    without = {mistake for mistake in known if not graph.marked(id, [mistake])}
    assert len(without) < len(known)
    assert without == NOWHERE.get(id, without)


def test_other_exercises_have_no_graph():
    assert graph.marked("affine_grads", ["DB-MEAN"]) == graph.marked(J4, []) == ""
