"""Which conventions does an exercise rest on?  One click away from every statement."""

import re

from grader.web.words import sentence

CONVENTIONS = {
    "G1": r"N examples, D inputs, H hidden units, K classes. X has shape (N, D) with one row for "
    r"each example, W (D, K), b (1, K), and $U = XW + \mathbf{1}b$.",
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


def conventions(named: str) -> str:
    """The conventions that an exercise names (`G2 G3`), folded up; empty if it names none."""
    ids = [id for id in re.findall(r"G\d", named) if id in CONVENTIONS]
    if not ids:
        return ""
    rules = "".join(f"<li>{sentence(CONVENTIONS[id])}</li>" for id in ids)
    return f'<details class="conventions"><summary>Conventions</summary><ul>{rules}</ul></details>'
