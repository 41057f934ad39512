import pytest

from grader import catalog, pose
from grader.web.illustrations import illustration, network
from tests.web.test_pictures import drawn

ILLUSTRATED = [id for id in catalog.ids() if illustration(id, pose(id, "ana").parameters)]


@pytest.mark.parametrize("id", ILLUSTRATED)
def test_an_illustration_can_be_drawn_and_says_in_words_what_it_shows(id):
    picture = illustration(id, pose(id, "ana").parameters)
    assert len(drawn(picture)) > 3
    assert len(picture[2 : picture.index("]")]) > 20


def test_the_spiral_the_shapes_and_the_activations_are_illustrated():
    assert {"make_spiral", "two_layer_shapes", "activation_claims"} <= set(ILLUSTRATED)


def test_the_shape_that_is_asked_for_stays_open():
    picture = illustration("two_layer_shapes", pose("two_layer_shapes", "ana").parameters)
    assert "W2: ?" in picture


def test_a_network_shows_every_layer_with_its_size():
    shown = "".join(drawn(network(((3, "inputs"), (40, "units")), ("W: 3 × 40",))).itertext())
    assert "3 inputs" in shown
    assert "40 units" in shown
