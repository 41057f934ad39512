"""Slide "Warm-up questions", one step further: the parameters of a whole network."""

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
A fully connected network has the layer sizes «D» → «H1» → «H2» → «K»: «D» inputs, two hidden layers
and «K» outputs.

How many trainable parameters (weights and biases) does it have?
"""


def draw(rng):
    return {
        "D": int(rng.integers(2, 30)),
        "H1": int(rng.integers(4, 60)),
        "H2": int(rng.integers(4, 60)),
        "K": int(rng.integers(2, 12)),
    }


def parameters(D, H1, H2, K):
    weights = D * H1 + H1 * H2 + H2 * K
    biases = H1 + H2 + K
    return weights + biases


exercise = Numeric(
    title="Parameters of a whole network",
    slide="Warm-up questions",
    prompt=PROMPT,
    conventions="G1",
    optional=True,
    needs=("layer_parameters",),
    draw_parameters=draw,
    reference=parameters,
    marks=2,
    tolerance=Tolerance(0.0, 0.4),
    mistakes=(
        Mistake(
            "A3-NOBIAS",
            "You counted the weights only; every neuron of the hidden layers and of the output "
            "layer also has a bias.",
            ("weights + biases", "weights"),
        ),
        Mistake(
            "A4-INBIAS",
            "You counted biases that do not exist: a bias belongs to each neuron that receives "
            "inputs, and the inputs themselves have none.",
            ("weights + biases", "(D + 1) * (H1 + 1) + (H1 + 1) * (H2 + 1) + (H2 + 1) * (K + 1)"),
        ),
        Mistake(
            "A4-NOOUT",
            "The output layer is missing; it is trained too.",
            (" + H2 * K", ""),
            ("H1 + H2 + K", "H1 + H2"),
        ),
        Mistake(
            "A4-HIDBIAS",
            "You counted the biases of the hidden layers only; the output neurons have biases too.",
            ("H1 + H2 + K", "H1 + H2"),
        ),
        Mistake(
            "A4-NEURONS",
            "You counted the neurons; every connection between two of them has a weight.",
            ("weights + biases", "biases"),
        ),
    ),
    hints=(
        "Go layer by layer.",
        "A layer from m to r has $m \\cdot r + r$ parameters.",
        "Three layers: D→H1, H1→H2 and H2→K, with the sizes given.",
    ),
)
