"""At which edge of the two-layer network does a mistake sit?  Its computational graph, marked."""

import re
from collections.abc import Iterable

from grader.web.svg import COLOURS, framed, image

WIDTH, HEIGHT, TOP, BOTTOM = 360, 190, 54, 160
NODES = {"X": 26, "Z1": 103, "H": 180, "U": 257, "loss": 334}
BOXES = {"W1, b1": 60, "W2, b2": 214}

# Name: path, place of the label, the label, and the edge in words.
EDGES = {
    "Z1": ("M46 47H83", (64, 26), "", "the step from X to Z1"),
    "H": ("M123 47H160", (141, 26), "ReLU", "the step from Z1 to H"),
    "U": ("M200 47H237", (218, 26), "", "the step from H to U"),
    "loss": ("M277 47H312", (295, 26), "softmax", "the step from U to the loss"),
    "dU": ("M315 62H278", (296, 90), "dU", "the way back from the loss to U"),
    "dH": ("M238 62H201", (219, 90), "dH", "the way back from U to H"),
    "dZ1": ("M161 62H124", (142, 90), "dZ1", "the way back from H to Z1"),
    "dW1": ("M97 73L72 138", (46, 112), "dW1, db1", "the way from Z1 to W1 and b1"),
    "dW2": ("M251 73L226 138", (196, 116), "dW2, db2", "the way from U to W2 and b2"),
    "penalty": ("M248 157H334V78", (292, 150), "penalty", "the penalty on the parameters"),
}
FORWARD = frozenset({"Z1", "H", "U", "loss"})

# The first pattern that fits the id of a mistake names its edges.
PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"FW-NOB1|I4-W1T|I4-BIASAFTER|I2-BIASAFTER", ("Z1",)),
    (r"FW-NOACT|FW-SIGMOID|FW-NOHIDDEN|I1-ABS", ("H",)),
    (r"FW-NOB2|FW-ACTOUT|I4-W2T", ("U",)),
    (r"SM-|CE-|LABEL1|AVG-", ("loss",)),
    (r"NM-AGAIN1|MK-D[BW]LATE|IN-H|D[WB]1-", ("dW1",)),
    (r"NM-AGAIN$|J1-|IN-[ZX]|D[WB]2-", ("dW2",)),
    (r"DL-|NM-", ("dU",)),
    (r"DH-|J2-", ("dH",)),
    (r"MK-", ("dZ1",)),
    (r"D[WB]-", ("dW1", "dW2")),
    (r"PEN-|RG-", ("penalty",)),
)
FORWARD_PASS, EVERY = FORWARD - {"loss"}, frozenset(EDGES)
# Which edges an exercise asks for; in all others the graph means nothing.
ASKED = {
    "forward2": FORWARD_PASS,
    "forward_by_hand": FORWARD_PASS,
    "second_layer": frozenset({"dW2", "penalty"}),
    "hidden_grad": frozenset({"dH"}),
    "relu_backward": frozenset({"dZ1"}),
    "backward_by_hand": frozenset({"dH", "dZ1", "dW1"}),
    "two_layer_loss_grads": EVERY,
    "train_two_layer": EVERY,
}


def marked(exercise: str, mistakes: Iterable[str]) -> str:
    """The graph with the edges of these mistakes; empty where they have none."""
    wrong = {edge for id in mistakes for edge in _edges(id)} & ASKED.get(exercise, frozenset())
    if not wrong:
        return ""
    words = " and ".join(text for name, (*_, text) in EDGES.items() if name in wrong)
    alt = f"X → Z1 → H → U → loss and the way back. The mistake sits at {words}"
    return image(framed(_drawn(wrong), WIDTH, HEIGHT), alt)


def _edges(id: str) -> tuple[str, ...]:
    return next((edges for pattern, edges in PLACES if re.match(pattern, id)), ())


def _drawn(wrong: set[str]) -> str:
    nodes = "".join(
        f'<circle cx="{x}" cy="{TOP}" r="20" fill="white" stroke="#666"/>'
        f'<text x="{x}" y="{TOP + 4}" text-anchor="middle" fill="#222">{name}</text>'
        for name, x in NODES.items()
    )
    boxes = "".join(
        f'<rect x="{x - 34}" y="{BOTTOM - 20}" width="68" height="34" rx="6" fill="white" '
        f'stroke="#666"/><text x="{x}" y="{BOTTOM + 2}" text-anchor="middle" fill="#222">{name}'
        "</text>"
        for name, x in BOXES.items()
    )
    return _heads() + "".join(_edge(name, name in wrong) for name in EDGES) + nodes + boxes


def _heads() -> str:
    """One arrow head for each colour: strokes of an edge do not colour its marker everywhere."""
    return "".join(
        f'<marker id="{id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z" fill="{fill}"/>'
        "</marker>"
        for id, fill in (("on", "#444"), ("back", COLOURS[0]), ("wrong", "#b91c1c"))
    )


def _edge(name: str, wrong: bool) -> str:
    path, (x, y), label, _ = EDGES[name]
    kind = "on" if name in FORWARD else "back"
    colour = {"on": "#444", "back": COLOURS[0]}[kind]
    if wrong:
        kind, colour = "wrong", "#b91c1c"
    dashes = "" if name in FORWARD else ' stroke-dasharray="5 4"'
    shown = f"✗ {label}".strip() if wrong else label
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{4 if wrong else 1.5}"'
        f'{dashes} marker-end="url(#{kind})"/><text x="{x}" y="{y}" text-anchor="middle" '
        f'font-weight="{700 if wrong else 400}" fill="{colour}">{shown}</text>'
    )
