"""Slide "Warm-up questions": how many trainable parameters has a layer of width r?"""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
A fully connected layer receives `m` numbers and has width `r`: r neurons, each with a bias. How
many trainable parameters belong to it?

(The slide mentions only the width r; without the number of inputs m there is no answer.)
"""


def parameters(m, r):
    return m * r + r


exercise = Formula(
    title="Parameters of an intermediate layer",
    slide="Warm-up questions",
    prompt=PROMPT,
    conventions="G1",
    marks=3,
    fields=(
        Field(
            label="Number of parameters",
            reference=parameters,
            domain={"m": (2, 9), "r": (2, 9)},
            also=("r*(m+1)", "(m+1)*r", "r + r*m", "m*r+r*1", "r(m + 1)"),
            mistakes=(
                Mistake(
                    "A3-NOBIAS",
                    "You counted the weights only; each neuron has one more parameter.",
                    ("m * r + r", "m * r"),
                ),
                Mistake(
                    "A3-BIAS-M",
                    "You gave a bias to every input; to what does a bias belong?",
                    ("m * r + r", "m * r + m"),
                ),
                Mistake(
                    "A3-ONEBIAS",
                    "You gave the whole layer one bias; every neuron has its own.",
                    ("m * r + r", "m * r + 1"),
                ),
                Mistake(
                    "A3-SUM",
                    "Every input is connected to every neuron: how many connections are that?",
                    ("m * r + r", "m + r"),
                ),
                Mistake(
                    "A3-SQUARE",
                    "You took the layer before to have width r too; it sends m numbers.",
                    ("m * r + r", "r**2 + r"),
                ),
                Mistake(
                    "A3-WIDTH",
                    "r counts the neurons (and their biases); each neuron has weights as well.",
                    ("m * r + r", "r"),
                ),
            ),
        ),
    ),
    hints=(
        "Count the parameters of **one** neuron first.",
        "One neuron has m weights and 1 bias.",
        "r neurons have $r \\cdot (m + 1)$ parameters.",
    ),
)
