"""At which step does a mistake sit?  The computational graph of the network, with it marked."""

import re
from collections.abc import Iterable

from grader.web.networks import BOTTOM, LINEAR, TOP, TWO_LAYERS, Edge, Network
from grader.web.svg import COLOURS, framed, image

WIDTH, HEIGHT = 360, 190
ON, BACK, WRONG = "#444", COLOURS[0], "#b91c1c"


def marked(exercise: str, mistakes: Iterable[str]) -> str:
    """The graph with the edges of these mistakes; empty where they have none."""
    network = next((one for one in (LINEAR, TWO_LAYERS) if exercise in one.asked), None)
    if network is None:
        return ""
    wrong = {edge for id in mistakes for edge in _edges(network, id)} & network.asked[exercise]
    if not wrong:
        return ""
    words = " and ".join(edge.words for name, edge in network.edges.items() if name in wrong)
    way = " → ".join(network.nodes)
    alt = f"{way} and the way back. The mistake sits at {words}"
    return image(framed(_drawn(network, wrong), WIDTH, HEIGHT), alt)


def _edges(network: Network, id: str) -> tuple[str, ...]:
    return next((edges for pattern, edges in network.places if re.match(pattern, id)), ())


def _drawn(network: Network, wrong: set[str]) -> str:
    edges = "".join(_edge(edge, name in wrong) for name, edge in network.edges.items())
    nodes = "".join(
        f'<circle cx="{x}" cy="{TOP}" r="20" fill="white" stroke="#666"/>'
        f'<text x="{x}" y="{TOP + 4}" text-anchor="middle" fill="#222">{name}</text>'
        for name, x in network.nodes.items()
    )
    boxes = "".join(
        f'<rect x="{x - 34}" y="{BOTTOM - 20}" width="68" height="34" rx="6" fill="white" '
        f'stroke="#666"/><text x="{x}" y="{BOTTOM + 2}" text-anchor="middle" fill="#222">{name}'
        "</text>"
        for name, x in network.boxes.items()
    )
    return _heads() + edges + nodes + boxes


def _heads() -> str:
    """One arrow head for each colour: strokes of an edge do not colour its marker everywhere."""
    return "".join(
        f'<marker id="{id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z" fill="{fill}"/>'
        "</marker>"
        for id, fill in (("on", ON), ("back", BACK), ("wrong", WRONG))
    )


def _edge(edge: Edge, wrong: bool) -> str:
    kind, colour = ("on", ON) if edge.forward else ("back", BACK)
    if wrong:
        kind, colour = "wrong", WRONG
    dashes = "" if edge.forward else ' stroke-dasharray="5 4"'
    shown = f"✗ {edge.label}".strip() if wrong else edge.label
    x, y = edge.at
    return (
        f'<path d="{edge.path}" fill="none" stroke="{colour}" stroke-width="{4 if wrong else 1.5}"'
        f'{dashes} marker-end="url(#{kind})"/><text x="{x}" y="{y}" text-anchor="middle" '
        f'font-weight="{700 if wrong else 400}" fill="{colour}">{shown}</text>'
    )
