import base64
import re
import xml.etree.ElementTree as ET

import pytest

from grader.web import pictures
from grader.web.curves import loss_curve


def drawn(markdown):
    """The SVG of a Markdown image."""
    data = re.search(r"base64,([A-Za-z0-9+/=]+)\)", markdown)[1]
    return ET.fromstring(base64.b64decode(data))


def dots(markdown):
    """The points of a picture: lines without length, each drawn over a white one."""
    paths = [path.get("d") for path in drawn(markdown).findall("{*}path")]
    return "".join(path for path in paths[1::2] if path.endswith("h0")).split("h0")[:-1]


def test_a_loss_curve_says_in_words_where_it_goes():
    picture = loss_curve({"loss": [1.1, 0.7, 0.25]})
    assert "from 1.1 to 0.25 over 3 steps" in picture
    assert len(drawn(picture)) > 3


def test_losses_that_are_no_numbers_are_left_out():
    assert "from 1 to 2" in loss_curve({"loss": [1.0, 2.0, float("nan"), float("inf")]})


def test_a_name_in_a_picture_is_not_markup():
    drawn(loss_curve({"<b>&": [1.0, 0.5]}))


def test_a_boundary_says_how_many_points_lie_in_their_region():
    W, b = [[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0]]
    X = [(0.5, 0.0), (0.6, 0.1), (-0.5, 0.0), (-0.4, 0.2)]
    picture = pictures.of({"X": X, "y": [0, 0, 1, 0], "layers": [[W, b]]})
    assert "75%" in picture
    assert len(dots(picture)) == 4


@pytest.mark.parametrize(("act", "share"), [("relu", "100%"), ("tanh", "75%"), ("sigmoid", "50%")])
def test_a_boundary_is_that_of_the_activation(act, share):
    layers = [[[[1.0], [0]], [[0.0]]], [[[0.0, 1]], [[0.0, -0.9]]]]
    X, y = [(2.0, 1), (0.95, 2), (-2.0, 0), (-3.0, 0)], [1, 1, 0, 0]
    assert share in pictures.of({"X": X, "y": y, "layers": layers, "act": act})


def test_a_result_without_a_picture_has_none():
    assert pictures.of(None) == pictures.of({"unknown": []}) == ""


def test_a_training_is_shown_beside_the_best_linear_classifier():
    W, b = [[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0]]
    data = {"X": [(0.5, 0.0), (-0.5, 0.0)], "y": [0, 1], "layers": [[W, b]], "losses": [2.0, 1.0]}
    shown = pictures.of({**data, "linear": [[W, b]], "linear_loss": 0.75})
    assert "best linear classifier stays at 0.75" in shown
    assert "Regions of the best linear classifier with the data: 100%" in shown


def test_points_without_a_classifier_are_shown_as_they_are():
    picture = pictures.of({"X": [(0.5, 0.0), (-0.5, 1.0)], "y": [0, 1]})
    assert len(dots(picture)) == 2


def test_a_training_is_shown_step_by_step():
    right, wrong = [[-1.0, 0.0], [0.0, 0.0]], [[1.0, 0.0], [0.0, 0.0]]
    layers, start = ([[W, [[0.0, 0.0]]]] for W in (right, wrong))
    data = {"X": [(0.5, 0.0), (-0.5, 0.0)], "y": [1, 0], "losses": [2.0, 1.5, 1.0]}
    shown = pictures.of({**data, "layers": layers, "snapshots": [{"step": 1, "layers": start}]})
    assert re.findall(r'class="step (step-\d)"', shown) == ["step-0", "step-1"] * 2
    assert "Regions of your classifier at step 1 with the data: 0%" in shown
    assert "Regions of your classifier with the data: 100%" in shown
    assert "1.5 where it is marked" in shown
