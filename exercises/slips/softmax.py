"""The slips in the softmax of scores.

    S = U - U.max(axis=1, keepdims=True)
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)

A reference that needs no logarithm ends with np.exp(S) / total instead.
"""

from grader.core.exercise import Mistake

SHIFT = "S = U - U.max(axis=1, keepdims=True)"
SUM = "np.exp(S).sum(axis=1, keepdims=True)"
LOGP = "S - np.log(total)"
P = "np.exp(S) / total"

OVERFLOWS = (
    "exp overflows for large scores: what may you subtract from a row without changing its "
    "probabilities?"
)
COLUMNS = "Your probabilities add up to 1 down the columns; those of each example, a row, must."
WHOLE = "You divide by the sum of the whole array; each row has a sum of its own."
NEGATIVE = "You exponentiate −u; larger scores must get larger probabilities."

SOFTMAX = (
    Mistake(
        "SM-AXIS0", COLUMNS, (SHIFT, SHIFT.replace("=1", "=0")), (SUM, SUM.replace("=1", "=0"))
    ),
    Mistake("SM-AXIS0/sum", COLUMNS, (SUM, SUM.replace("=1", "=0"))),
    Mistake("SM-GLOBAL", WHOLE, (SUM, "np.exp(S).sum()")),
    Mistake(
        "SM-MAXAXIS",
        "You subtract another number for each class, which changes the softmax: look at the axis "
        "of the maximum.",
        (SHIFT, SHIFT.replace("=1", "=0")),
    ),
    Mistake(
        "SM-GLOBALMAX",
        "You subtract one maximum for the whole array; a row far below it underflows to 0/0.",
        (SHIFT, "S = U - U.max()"),
    ),
    Mistake("SM-SIGN", NEGATIVE, (SHIFT, "S = U.min(axis=1, keepdims=True) - U")),
    Mistake("SM-SIGN/max", NEGATIVE, (SHIFT, "S = U.max(axis=1, keepdims=True) - U")),
    Mistake("SM-GLOBAL/max", WHOLE, (SHIFT, "S = U - U.max()"), (SUM, "np.exp(S).sum()")),
)

LOWEST = "You subtract the smallest score of each row; what does exp do with the largest one then?"

SMALLEST = Mistake("SM-MIN", LOWEST, (SHIFT, SHIFT.replace("max", "min")))

ABSOLUTE = Mistake(
    "SM-ABSMAX",
    "You subtract the largest absolute value of each row; a row of very negative scores underflows "
    "to 0/0.",
    (SHIFT, "S = U - abs(U).max(axis=1, keepdims=True)"),
)

UNSTABLE = Mistake("SM-UNSTABLE", OVERFLOWS, (SHIFT, "S = U"))

NONORM = "The exponentials are never divided by their sum, so these are no probabilities yet."
NOEXP = "You divide the scores by their sum; a softmax does that with their exponentials."
ALONE = "You take a sigmoid of each score alone; a softmax couples the classes of a row."

# For references that end with np.exp(S) / total.
PROBABILITIES = (
    *SOFTMAX,
    Mistake("SM-NONORM", NONORM, (P, "np.exp(U)")),
    Mistake("SM-NONORM-SHIFT", NONORM, (P, "np.exp(S)")),
    Mistake("SM-SIGMOID", ALONE, (P, "1 / (1 + np.exp(-U))")),
    Mistake("SM-NOEXP", NOEXP, (P, "U / U.sum(axis=1, keepdims=True)")),
)

ROUNDED = (
    "Where a probability is rounded to 0 its logarithm is infinite: find the logarithm without "
    "the probability."
)

LOG_SOFTMAX = (
    UNSTABLE,
    SMALLEST,
    *SOFTMAX,
    Mistake("CE-LOG0", ROUNDED, (LOGP, "np.log(np.exp(S) / total)")),
    Mistake("SM-NONORM", NONORM, (LOGP, "np.log(np.exp(U))")),
    Mistake("SM-NONORM-SHIFT", NONORM, (LOGP, "S")),
    Mistake("SM-NONORM-SHIFT/log", NONORM, (LOGP, "np.log(np.exp(S))")),
    Mistake("SM-SIGMOID", ALONE, (LOGP, "-np.log1p(np.exp(-U))")),
    Mistake("SM-SIGMOID/stable", ALONE, (LOGP, "-np.logaddexp(0, -U)")),
    Mistake("SM-NOEXP", NOEXP, (LOGP, "np.log(U / U.sum(axis=1, keepdims=True))")),
)

# The same for a loss without a logarithm, in which a negative share is a number like any other.
SHARES = Mistake("SM-NOEXP/signed", NOEXP, (LOGP, "np.log(U / U.sum(axis=1, keepdims=True) + 0j)"))

# The differences to one class may overflow where the scores of no other class do.
MARGIN = Mistake(
    "SM-UNSTABLE/margin",
    OVERFLOWS,
    (LOGP, "-np.log(np.exp(U[:, None] - U[:, :, None]).sum(axis=2))"),
)

# As a loss this is CE-SCORES.
UNNORMALISED = Mistake("SM-NONORM/scores", NONORM, (LOGP, "U"))

# Where the gradient comes from the same logarithms, how an overflow goes on depends on the line.
OVERFLOW_IN_GRADIENT = Mistake(
    "SM-UNSTABLE/log", OVERFLOWS, (SHIFT, "S = U"), (LOGP, "np.log(np.exp(S) / total)")
)
SMALLEST_IN_GRADIENT = Mistake(
    "SM-MIN/log", LOWEST, (SHIFT, SHIFT.replace("max", "min")), (LOGP, "np.log(np.exp(S) / total)")
)


def clipped(name, chance):
    """The logarithm of a probability that is kept away from 0 by hand."""
    return Mistake(
        f"CE-CLIP/{name}",
        "Keeping the probability away from 0 hides how large the loss is: find the logarithm "
        "without the probability.",
        (LOGP, f"np.log({chance})"),
    )


LEAST = ("1e-12", "1e-15", "1e-8", "1e-10", "1e-7", "1e-9", "1e-16", "2.0**-52", "1e-20", "1e-300")
ADDED = ("1e-10", "1e-9", "1e-8", "1e-7")

PLAUSIBLE = 3  # of them, where many other mistakes are known

CLIPPED = (
    *(clipped(least, f"np.maximum({P}, {least})") for least in LEAST),
    *(clipped(f"+{small}", f"{P} + {small}") for small in ADDED),
)
