"""The slips in the penalty and in its gradient, for any parameters.

squares = sum(np.sum(p * p) for p in (W, b))
penalty = 0.5 * alpha * squares
loss = float(data + penalty)
dW = … + alpha * W
"""

from grader.core.exercise import Mistake
from grader.core.phrases import listed

STRENGTH = "0.5 * alpha"
LOSS = "data + penalty"
TIMES = " * squares"

NORM = "The penalty in your loss uses a norm, with its square root; it adds squares."
MEAN = "The penalty in your loss averages the squared entries; it adds them up."
SUMMED = "The penalty in your loss squares a sum; it adds up squares."

BRACKET = (
    "In your loss the factor in front of the squares reaches the first sum only: look at the "
    "brackets."
)

SQUARE = "np.sum(p * p)"


def parameters(names):
    """The tuple of penalised parameters as it stands in a reference."""
    return f"({', '.join(names)}{',' * (len(names) == 1)})"


def weights(names):
    return [name for name in names if name.startswith("W")]


def penalty_value(*names):
    """The slips in the value of the penalty on these parameters."""
    every = parameters(names)
    biases = [name for name in names if name.startswith("b")]
    outside = " + ".join(f"np.sum({name} * {name})" for name in names[1:])
    entries = " + ".join(f"{name}.size" for name in names)
    return (
        Mistake("PEN-NONE", "The penalty is missing from your loss.", (LOSS, "data")),
        Mistake(
            "PEN-ONLY",
            "The data loss is missing: your loss is the penalty alone.",
            (LOSS, "penalty"),
        ),
        Mistake(
            "PEN-SIGN",
            "You subtract the penalty; large weights should make the loss larger.",
            (LOSS, "data - penalty"),
        ),
        Mistake(
            "PEN-NOHALF",
            "The penalty in your loss is twice too large: look at the factor in front of the sum.",
            (STRENGTH, "alpha"),
        ),
        Mistake(
            "PEN-OVERN",
            "The penalty in your loss is divided by N; only the data loss is an average.",
            (TIMES, f" / len(y){TIMES}"),
        ),
        Mistake(
            "PEN-NOALPHA",
            "The strength alpha is missing from the penalty in your loss.",
            (STRENGTH, "0.5"),
        ),
        Mistake(
            "PEN-NOB",
            "The penalty in your loss leaves the biases out; this course penalises them too.",
            (every, parameters(weights(names))),
        ),
        Mistake(
            "PEN-NOW",
            "The penalty in your loss covers the biases only; it covers the weights too.",
            (every, parameters(biases)),
        ),
        Mistake(
            "PEN-BRACKET",
            BRACKET,
            (TIMES, f" * np.sum({names[0]} * {names[0]}) + {outside}"),
        ),
        *(_by_layers(names) if len(names) > 2 else ()),
        Mistake("PEN-NORM", NORM, (SQUARE, "np.linalg.norm(p)")),
        Mistake("PEN-NORM/all", NORM, (TIMES, f"{TIMES}**0.5")),
        Mistake("PEN-MEAN", MEAN, (SQUARE, "np.mean(p * p)")),
        Mistake("PEN-MEAN/all", MEAN, (TIMES, f"{TIMES} / ({entries})")),
        Mistake(
            "PEN-SQSUM",
            SUMMED,
            (SQUARE, "np.sum(p) ** 2"),
        ),
        Mistake("PEN-SQSUM/all", SUMMED, (SQUARE, "np.sum(p)"), (TIMES, f"{TIMES}**2")),
        Mistake(
            "PEN-ABS",
            "The penalty in your loss adds absolute values; the ℓ2 penalty adds squares.",
            (SQUARE, "np.sum(abs(p))"),
        ),
    )


def _by_layers(names):
    """The slips of who adds up the penalty layer by layer, W and b of each together."""
    layers = [
        (f"np.sum({W} * {W})", f"np.sum({b} * {b})")
        for W, b in zip(names[::2], names[1::2], strict=True)
    ]
    inside, beyond = (" + ".join(squares) for squares in zip(*layers, strict=True))
    norms = " + ".join(f"np.sqrt({W} + {b})" for W, b in layers)
    return (
        Mistake("PEN-BRACKET/layers", BRACKET, (TIMES, f" * ({inside}) + {beyond}")),
        Mistake("PEN-NORM/layers", NORM, (TIMES, f" * ({norms})")),
    )


ONE_NUMBER = "is one number, the penalty itself, where its derivative belongs"
BESIDE = "stands beside the penalty itself, one number, which has no place in a gradient"

FORMS = {
    "NONE": ("", "is missing"),
    "DOUBLE": (" + 2 * alpha * {0}", "is twice too large: differentiate alpha/2 times a square"),
    "HALF": (" + alpha / 2 * {0}", "is half of what it should be: the square has a derivative too"),
    "OVERN": (" + alpha / len(y) * {0}", "is divided by N; only the data loss is an average"),
    "NOALPHA": (" + {0}", "lacks the strength alpha"),
    "SIGN": (" - alpha * {0}", "has the wrong sign"),
    "LOSS": (" + penalty", ONE_NUMBER),
    "LOSS/own": (" + 0.5 * alpha * np.sum({0} * {0})", ONE_NUMBER),
    "LOSS/beside": (" + alpha * {0} + penalty", BESIDE),
    "LOSS/own-beside": (" + alpha * {0} + 0.5 * alpha * np.sum({0} * {0})", BESIDE),
    "SQ": (" + alpha * {0} * {0}", "is squared; differentiate the square"),
    "SQ/half": (" + alpha / 2 * {0} * {0}", "is not differentiated: it is the square itself"),
    "L1": (" + alpha * np.sign({0})", "is that of absolute values; the ℓ2 penalty adds squares"),
}


def term(name):
    return f" + alpha * {name}"


def decay(id, names, forms=tuple(FORMS)):
    """The slips in the penalty term of the gradients with respect to these parameters."""
    where = listed([f"d{name}" for name in names])
    return tuple(
        Mistake(
            f"RG-{id}{form}",
            f"In {where} the part of the penalty {words}.",
            *((term(name), new.format(name)) for name in names),
        )
        for form, (new, words) in FORMS.items()
        if form in forms
    )


def consistent(*names):
    """The slips that are the same in the penalty and in its gradient."""

    def terms(new, of=names):
        return tuple((term(name), new.format(name)) for name in of)

    biases = [name for name in names if name.startswith("b")]
    return (
        Mistake(
            "RG-ALLNONE",
            "The penalty is missing, both in the loss and in the gradients.",
            (LOSS, "data"),
            *terms(""),
        ),
        Mistake(
            "RG-ALLDOUBLE",
            "Your penalty is twice too large, and its gradient with it: the factor in front of "
            "the sum of squares is another one in this course.",
            (STRENGTH, "alpha"),
            *terms(" + 2 * alpha * {0}"),
        ),
        Mistake(
            "RG-ALLNOB",
            "You leave the biases out of the penalty and of its gradient, as is often done; this "
            "course penalises them too.",
            (parameters(names), parameters(weights(names))),
            *terms("", biases),
        ),
        Mistake(
            "RG-ALLOVERN",
            "You divide the penalty by N, in the loss and in the gradients; only the data loss is "
            "an average.",
            (TIMES, f" / len(y){TIMES}"),
            *terms(" + alpha / len(y) * {0}"),
        ),
    )
