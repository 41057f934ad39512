"""Which conventions does an exercise rest on?  One click away from every statement."""

import re

from grader.core.compare import POLICY
from grader.web.words import sentence

PAGE = "conventions"  # its address is that of an exercise: ?exercise=conventions

CONVENTIONS = {
    "G1": r"N examples, D inputs, H hidden units, K classes. X has shape (N, D) with one row for "
    r"each example, W (D, K), b (1, K), and $U = XW + \mathbf{1}b$: b is added to every row of XW.",
    "G2": "Labels are whole numbers from 0 to K−1 in an array of shape (N,).",
    "G3": "The data loss is the average over the N examples of −ln of the softmax probability of "
    "the true class; the logarithm is the natural one.",
    "G4": r"The penalty is $\frac{\alpha}{2}$ times the sum of the squares of all entries of W and "
    r"of b; its gradient is $\alpha W$ and $\alpha b$. It is not divided by N.",
    "G5": "The derivative of the ReLU at 0 is 0.",
    "G6": "A gradient has the shape of its parameter: dW (D, K), db (1, K).",
    "G7": "Functions return new arrays and leave all their inputs as they are.",
    "G8": r"In matrix form $z_i = o_{i-1} W_i + b_i$ and $o_i = \sigma_i(z_i)$ with $o_0 = x$. In "
    r"one dimension $z_1 = o_1 = x$, $z_{i+1} = w_i o_i$ and $o_i = \sigma(z_i)$ for $i \geq 2$; "
    r"the prediction is $z_{L+1}$.",
    "G9": r"The squared loss is $\ell = (\text{prediction} - y)^2$ without a factor ½; for several "
    "examples it is the average over them of the sum over the outputs.",
}


WHY = {
    "G1": "Many textbooks write one column for each example; then every product turns round.",
    "G2": "The slides count labels from 1, and the digits from 0.",
    "G3": "The slide's −log 0.9 = 0.046 is in base 10; its −log(1/3) = 1.10 is natural.",
    "G4": "The slide says “sum of squared values” and gives the gradient αW: both hold only with "
    "the factor ½. Many courses leave the biases out.",
    "G5": "It decides between > and >=.",
    "G6": "numpy adds (K,) to (1, K) without a word, so a wrong shape stays hidden.",
    "G7": "A function that works in place spoils the numbers of the next one.",
    "G8": "The lecture uses the letters z and o in three ways.",
    "G9": "Many texts put a ½ before the square, which takes the 2 out of the gradient.",
}


def conventions(named: str) -> str:
    """The conventions that an exercise names (`G2 G3`), folded up, and the way to all of them."""
    ids = [id for id in re.findall(r"G\d", named) if id in CONVENTIONS]
    every = f'<p class="every"><a href="?exercise={PAGE}">All conventions</a></p>'
    if not ids:
        return every
    rules = "".join(f"<li>{sentence(CONVENTIONS[id])}</li>" for id in ids)
    return (
        f'<details class="conventions"><summary>Conventions</summary><ul>{rules}</ul>{every}'
        "</details>"
    )


def page() -> str:
    """All conventions with their reasons, and how answers are compared."""
    rows = "".join(
        f'<li id="{id}"><strong>{id}</strong> {sentence(rule)} '
        f'<span class="why">{sentence(WHY[id])}</span></li>'
        for id, rule in CONVENTIONS.items()
    )
    return (
        '<div class="overview rules"><h1>Conventions</h1><p>Where books differ, these hold in '
        f"every exercise.</p><ul>{rows}</ul><h2>How answers are compared</h2>"
        f"<p>{sentence(POLICY)}</p></div>"
    )
