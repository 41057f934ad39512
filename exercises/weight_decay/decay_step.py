"""Slide "Explaining weight decay": a step on data loss and penalty together."""

import numpy as np

from exercises.views import difference
from exercises.weight_decay import weight_decay_factor
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code, Link

PROMPT = r"""
Write `decay_step(W, b, gW, gb, eta, alpha)` that returns the new `(W, b)` after **one** step of
gradient descent with learning rate `eta` on

$$\text{data loss} + \frac{\alpha}{2} \left( \sum W^2 + \sum b^2 \right).$$

`gW` and `gb` are the gradients of the **data loss only**, at the old W and b; the gradient of the
penalty is yours to add. W and gW have shape (D, K), b and gb have shape (1, K).

Return new arrays and leave the old ones unchanged.
"""


def decay_step(W, b, gW, gb, eta, alpha):
    """Return (W_new, b_new).  W, gW: (D, K), b, gb: (1, K); eta, alpha: numbers."""
    dW = gW + alpha * W
    db = gb + alpha * b
    W_new = W - eta * dW
    b_new = b - eta * db
    return W_new, b_new


def cases(rng: np.random.Generator) -> list[Case]:
    def arrays(D, K):
        return tuple(rng.normal(size=shape) for shape in ((D, K), (1, K), (D, K), (1, K)))

    def decay_alone(name, line, W, b, gW, gb, eta, alpha):
        which = 0 if line == "decay of W" else 1
        return Case(
            name,
            (W, b, gW, gb, eta, alpha),
            lines=(line,),
            view=lambda decayed, plain: difference(decayed[which], plain[which]),
            more=((W, b, gW, gb, eta, 0.0),),
        )

    whole, data = ("whole step",), ("step on the data loss",)
    general, square = arrays(4, 3), arrays(2, 2)
    still = (*square[:2], np.zeros((2, 2)), np.zeros((1, 2)))
    return [
        Case("general", (*general, 0.3, 0.2), 2, whole),
        Case("no data gradient", (*still, 0.3, 0.4), 1, whole),
        Case("no penalty", (*general, 0.3, 0.0), 1, data),
        Case("no penalty, square", (*square, 0.5, 0.0), 1, data),
        decay_alone("how W decays", "decay of W", *general, 0.3, 0.2),
        decay_alone("how b decays", "decay of b", *general, 0.3, 0.2),
    ]


def penalty_alone(W, b, gW, gb, eta, alpha):
    """The symbols of the formula for the step without a data gradient."""
    return None if gW.any() else {"w": W, "eta": eta, "alpha": alpha}


exercise = Code(
    title="One training step with weight decay",
    slide="Explaining weight decay",
    prompt=PROMPT,
    conventions="G1 G4 G7",
    needs=("weight_decay_factor",),
    reference=decay_step,
    returns=("W_new", "b_new"),
    links=(
        Link(
            formula=weight_decay_factor,
            output="W_new",
            symbols=penalty_alone,
            about="W_new without a data gradient",
        ),
    ),
    cases=cases,
    rubric=(
        Part("step on the data loss", points=1),
        Part("decay of W", points=1),
        Part("decay of b", points=1),
        Part("whole step", points=0.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "G3-NOB",
            "b does not decay, but it is penalised too.",
            ("gb + alpha * b", "gb"),
        ),
        Mistake(
            "G3-NODECAY",
            "W does not decay: gW is the gradient of the data loss only.",
            ("gW + alpha * W", "gW"),
        ),
        Mistake(
            "G3-ETA",
            "W decays too fast: the learning rate scales the gradient of the penalty too.",
            ("W - eta * dW", "W - eta * gW - alpha * W"),
        ),
        Mistake(
            "G3-ETA/both",
            "W and b decay too fast: the learning rate scales the gradient of the penalty too.",
            ("W - eta * dW", "W - eta * gW - alpha * W"),
            ("b - eta * db", "b - eta * gb - alpha * b"),
        ),
        Mistake(
            "G3-SIGN",
            "You add the data gradient to W; gradient descent subtracts it.",
            ("gW + alpha * W", "-gW + alpha * W"),
        ),
        Mistake(
            "G3-SIGN/both",
            "You add the data gradients; gradient descent subtracts them.",
            ("gW + alpha * W", "-gW + alpha * W"),
            ("gb + alpha * b", "-gb + alpha * b"),
        ),
        Mistake(
            "H1-SIGN",
            "You add the whole gradient; gradient descent subtracts it.",
            ("W - eta * dW", "W + eta * dW"),
            ("b - eta * db", "b + eta * db"),
        ),
        Mistake(
            "G3-AFTER",
            "You take the step first and let the new W decay: the gradient of the penalty belongs "
            "to the old W.",
            ("W - eta * dW", "(1 - eta * alpha) * (W - eta * gW)"),
        ),
        Mistake(
            "G3-AFTER/both",
            "You take the step first and let the new W and b decay: the gradient of the penalty "
            "belongs to the old ones.",
            ("W - eta * dW", "(1 - eta * alpha) * (W - eta * gW)"),
            ("b - eta * db", "(1 - eta * alpha) * (b - eta * gb)"),
        ),
        Mistake(
            "RG-DOUBLE",
            "W and b decay twice too fast: look at the factor 1/2 in the penalty.",
            ("alpha * W", "2 * alpha * W"),
            ("alpha * b", "2 * alpha * b"),
        ),
        Mistake(
            "G3-INPLACE/both",
            "W -= … and b -= … change the caller's arrays; make new ones.",
            ("W_new = W - eta * dW", "W -= eta * dW\n    W_new = W"),
            ("b_new = b - eta * db", "b -= eta * db\n    b_new = b"),
        ),
        Mistake(
            "G3-INPLACE",
            "W -= … changes the caller's array; make a new one.",
            ("W_new = W - eta * dW", "W -= eta * dW\n    W_new = W"),
        ),
        Mistake(
            "RG-SIGN",
            "W and b grow instead of decaying: the gradient of the penalty has the wrong sign.",
            ("gW + alpha * W", "gW - alpha * W"),
            ("gb + alpha * b", "gb - alpha * b"),
        ),
        Mistake(
            "RG-HALF",
            "W and b decay twice too slowly: the square has a derivative too.",
            ("alpha * W", "0.5 * alpha * W"),
            ("alpha * b", "0.5 * alpha * b"),
        ),
        Mistake(
            "RG-NONE",
            "Nothing decays: gW and gb are the gradients of the data loss only.",
            ("gW + alpha * W", "gW"),
            ("gb + alpha * b", "gb"),
        ),
        Mistake(
            "RG-NOALPHA",
            "The strength alpha is missing from the decay.",
            ("gW + alpha * W", "gW + W"),
            ("gb + alpha * b", "gb + b"),
        ),
        Mistake(
            "G3-DATA",
            "The learning rate scales the data gradients too, not only the decay.",
            ("W - eta * dW", "W - gW - eta * alpha * W"),
            ("b - eta * db", "b - gb - eta * alpha * b"),
        ),
        Mistake(
            "G3-GRADS",
            "You return gradients; take the step with them.",
            ("W - eta * dW", "dW"),
            ("b - eta * db", "db"),
        ),
        Mistake(
            "G3-STEP",
            "You return what the parameters change by; the new parameters are asked for.",
            ("W - eta * dW", "eta * dW"),
            ("b - eta * db", "eta * db"),
        ),
    ),
    hints=(
        "The full gradient is the one of the data loss plus the one of the penalty.",
        "For W it is `gW + alpha * W`; for b likewise.",
        "`W - eta * (gW + alpha * W)`, which is `(1 - eta * alpha) * W - eta * gW`",
    ),
)
