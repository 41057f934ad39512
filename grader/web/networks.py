"""Which steps does a network compute, and at which of them does a mistake sit?"""

from collections.abc import Mapping
from dataclasses import dataclass

TOP, BOTTOM = 54, 160  # the heights of nodes and of boxes


@dataclass(frozen=True)
class Edge:
    """A step: its path in the picture, the place of its label, the label, the step in words."""

    path: str
    at: tuple[int, int]
    label: str
    words: str
    forward: bool = False


@dataclass(frozen=True)
class Network:
    """A computational graph.

    `nodes` and `boxes` stand at these places; of `places` the first pattern that fits the id of a
    mistake names its edges; `asked` says which edges an exercise asks for.
    """

    nodes: Mapping[str, int]
    boxes: Mapping[str, int]
    edges: Mapping[str, Edge]
    places: tuple[tuple[str, tuple[str, ...]], ...]
    asked: Mapping[str, frozenset[str]]


_LINEAR_EDGES = {
    "U": Edge("M80 47H157", (120, 26), "XW + b", "the step from X to U", forward=True),
    "loss": Edge("M200 47H277", (240, 26), "softmax", "the step from U to the loss", forward=True),
    "dU": Edge("M281 62H203", (241, 90), "dU", "the way back from the loss to U"),
    "dW": Edge("M172 73L142 138", (126, 112), "dW, db", "the way from U to W and b"),
    "penalty": Edge("M164 157H300V78", (236, 150), "penalty", "the penalty on the parameters"),
}
LINEAR = Network(
    nodes={"X": 60, "U": 180, "loss": 300},
    boxes={"W, b": 130},
    edges=_LINEAR_EDGES,
    places=(
        (r"FW-|C2-(?!INPLACE)", ("U",)),
        (r"SM-|CE-|LABEL1|FANCY|AVG-", ("loss",)),
        (r"D[WB]-|NM-D[WB]ONLY", ("dW",)),
        (r"DL-(?!INPLACE)|NM-", ("dU",)),
        (r"PEN-|RG-", ("penalty",)),
    ),
    asked={
        "linear_scores": frozenset({"U"}),
        "dscores": frozenset({"loss", "dU"}),
        "score_gradient_by_hand": frozenset({"dU"}),
        "linear_loss": frozenset({"U", "loss", "penalty"}),
        "linear_loss_grads": frozenset(_LINEAR_EDGES),
        "train_linear": frozenset(_LINEAR_EDGES),
    },
)

_EDGES = {
    "Z1": Edge("M46 47H83", (64, 26), "", "the step from X to Z1", forward=True),
    "H": Edge("M123 47H160", (141, 26), "ReLU", "the step from Z1 to H", forward=True),
    "U": Edge("M200 47H237", (218, 26), "", "the step from H to U", forward=True),
    "loss": Edge("M277 47H312", (295, 26), "softmax", "the step from U to the loss", forward=True),
    "dU": Edge("M315 62H278", (296, 90), "dU", "the way back from the loss to U"),
    "dH": Edge("M238 62H201", (219, 90), "dH", "the way back from U to H"),
    "dZ1": Edge("M161 62H124", (142, 90), "dZ1", "the way back from H to Z1"),
    "dW1": Edge("M97 73L72 138", (46, 112), "dW1, db1", "the way from Z1 to W1 and b1"),
    "dW2": Edge("M251 73L226 138", (196, 116), "dW2, db2", "the way from U to W2 and b2"),
    "penalty": Edge("M248 157H334V78", (292, 150), "penalty", "the penalty on the parameters"),
}
TWO_LAYERS = Network(
    nodes={"X": 26, "Z1": 103, "H": 180, "U": 257, "loss": 334},
    boxes={"W1, b1": 60, "W2, b2": 214},
    edges=_EDGES,
    places=(
        (r"FW-NOB1|I4-W1T|I4-BIASAFTER|I2-BIASAFTER", ("Z1",)),
        (r"FW-NOACT|FW-SIGMOID|FW-TANH|FW-NOHIDDEN|I1-ABS", ("H",)),
        (r"FW-NOB2|FW-ACTOUT|I4-W2T", ("U",)),
        (r"SM-|CE-|LABEL1|FANCY|AVG-", ("loss",)),
        (r"NM-AGAIN1|MK-D[BW]LATE|IN-H|D[WB]1-", ("dW1",)),
        (r"NM-AGAIN$|J1-|IN-[ZX]|D[WB]2-", ("dW2",)),
        (r"DL-|NM-", ("dU",)),
        (r"DH-|J2-", ("dH",)),
        (r"MK-", ("dZ1",)),
        (r"D[WB]-", ("dW1", "dW2")),
        (r"PEN-|RG-", ("penalty",)),
    ),
    asked={
        "forward2": frozenset({"Z1", "H", "U"}),
        "forward_by_hand": frozenset({"Z1", "H", "U"}),
        "second_layer": frozenset({"dW2", "penalty"}),
        "hidden_grad": frozenset({"dH"}),
        "relu_backward": frozenset({"dZ1"}),
        "backward_by_hand": frozenset({"dH", "dZ1", "dW1"}),
        "two_layer_loss_grads": frozenset(_EDGES),
        "train_two_layer": frozenset(_EDGES),
    },
)
