"""Slides "Forward pass", "Multi-layer linear network (simplified)": what do z and o stand for?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
The lecture uses $z_i$ and $o_i$ in more than one way.

- **Book form** (matrices): $z_i = o_{i-1} W_i + b_i$, $o_i = \sigma_i(z_i)$, $o_0 = x$.
- **Chain form** (one unit for each layer, no biases): $z_1 = o_1 = x$, $z_{i+1} = w_i o_i$,
  $o_i = \sigma(z_i)$ for $i \ge 2$.

From here on, exercises about one-dimensional chains use the chain form, exercises about matrices
the book form. Select every true statement.
"""

exercise = Multi(
    title="Three meanings of z and o",
    slide="Forward pass; Multi-layer linear network (simplified); With nonlinear activation",
    prompt=PROMPT,
    conventions="G8",
    needs=("three_layer_claims",),
    marks=3,
    options=(
        Option(
            "In the book form $z_i$ is computed with the weights $W_i$ of its own layer.",
            True,
            "z_i = o_{i−1}W_i + b_i: the numbers of z and W agree.",
        ),
        Option(
            r"In the chain form $\partial \ell / \partial w_i = \partial \ell / \partial z_{i+1} "
            r"\cdot o_i$.",
            True,
            "w_i occurs in z_{i+1} = w_i o_i, where it is multiplied by o_i.",
        ),
        Option(
            r"In the book form $\partial \ell / \partial W_i = o_{i-1}^\top \cdot "
            r"\partial \ell / \partial z_i$.",
            True,
            "It is the rule of the chain form with other numbers: gradient behind the layer times "
            "input of the layer.",
        ),
        Option(
            "In the chain form with linear activation $z_{i+1} = w_i z_i$.",
            True,
            "With linear activation o_i = z_i.",
        ),
        Option(
            r"For linear activation the slide's $o_i = w_i w_{i-1} \cdots w_1 x$ (the value after "
            "the weight) equals $z_{i+1}$ of the chain form.",
            True,
            "On that slide o_i is the value after it was multiplied by w_i.",
        ),
        Option(
            "The two forms give different gradients for the same network.",
            False,
            "Only the names of the values in between differ.",
        ),
        Option(
            r"In both forms $\sigma'$ is evaluated at $o_i$.",
            False,
            "It is evaluated at the input of the activation, z_i.",
        ),
    ),
    hints=(
        "Write both forms out for a network of two layers.",
        "For each form: which weight connects which two values?",
        "Five statements are true.",
    ),
)
