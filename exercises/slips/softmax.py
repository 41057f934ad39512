"""The slips in the softmax of scores.

    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)

A reference that needs no logarithm ends with np.exp(S) / total instead.
"""

from grader.core.exercise import Mistake

TOP = "top = U.max(axis=1, keepdims=True)"
SHIFT = "S = U - top"
SUM = "np.exp(S).sum(axis=1, keepdims=True)"
LOGP = "S - np.log(total)"
P = "np.exp(S) / total"
SHARE = "U / U.sum(axis=1, keepdims=True)"

OVERFLOWS = (
    "exp overflows for large scores: what may you subtract from a row without changing its "
    "probabilities?"
)
COLUMNS = "Your probabilities add up to 1 down the columns; those of each example, a row, must."
WHOLE = "You divide by the sum of the whole array; each row has a sum of its own."
ONE_MAXIMUM = "You subtract one maximum for the whole array; a row far below it underflows to 0/0."
NEGATIVE = "You exponentiate −u; larger scores must get larger probabilities."

SOFTMAX = (
    Mistake("SM-AXIS0", COLUMNS, (TOP, TOP.replace("=1", "=0")), (SUM, SUM.replace("=1", "=0"))),
    Mistake("SM-AXIS0/sum", COLUMNS, (SUM, SUM.replace("=1", "=0"))),
    Mistake("SM-GLOBAL", WHOLE, (SUM, "np.exp(S).sum()")),
    Mistake(
        "SM-MAXAXIS",
        "You subtract another number for each class, which changes the softmax: look at the axis "
        "of the maximum.",
        (TOP, TOP.replace("=1", "=0")),
    ),
    Mistake(
        "SM-GLOBALMAX",
        ONE_MAXIMUM,
        (TOP, "top = U.max()"),
    ),
    Mistake(
        "SM-SIGN",
        NEGATIVE,
        (TOP, "top = -U.min(axis=1, keepdims=True)"),
        (SHIFT, "S = -U - top"),
    ),
    Mistake("SM-SIGN/max", NEGATIVE, (SHIFT, "S = top - U")),
    Mistake("SM-GLOBAL/max", WHOLE, (TOP, "top = U.max()"), (SUM, "np.exp(S).sum()")),
)

LOWEST = "You subtract the smallest score of each row; what does exp do with the largest one then?"

SMALLEST = Mistake("SM-MIN", LOWEST, (TOP, TOP.replace("max", "min")))

ABSOLUTE = Mistake(
    "SM-ABSMAX",
    "You subtract the largest absolute value of each row; a row of very negative scores underflows "
    "to 0/0.",
    (TOP, "top = abs(U).max(axis=1, keepdims=True)"),
)

UNSTABLE = Mistake("SM-UNSTABLE", OVERFLOWS, (TOP, "top = 0.0"))

NONORM = "The exponentials are never divided by their sum, so these are no probabilities yet."
NOEXP = "You divide the scores by their sum; a softmax does that with their exponentials."
ALONE = "You take a sigmoid of each score alone; a softmax couples the classes of a row."

# For references that end with np.exp(S) / total.
PROBABILITIES = (
    *SOFTMAX,
    Mistake("SM-NONORM", NONORM, (P, "np.exp(U)")),
    Mistake("SM-NONORM-SHIFT", NONORM, (P, "np.exp(S)")),
    Mistake("SM-SIGMOID", ALONE, (P, "1 / (1 + np.exp(-U))")),
    Mistake("SM-NOEXP", NOEXP, (P, SHARE)),
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
    Mistake("SM-NOEXP", NOEXP, (LOGP, f"np.log({SHARE})")),
)

# The same for a loss without a logarithm, in which a negative share is a number like any other.
SHARES = Mistake("SM-NOEXP/signed", NOEXP, (LOGP, f"np.log({SHARE} + 0j)"))

# Times one-hot rows: where the share of a class is negative, 0 times nan is nan.
MARKED_SHARES = Mistake(
    "SM-NOEXP/marked",
    NOEXP,
    (LOGP, f"np.log({SHARE}) + 0.0 * np.log({SHARE}).sum(axis=1, keepdims=True)"),
)

# The differences to one class may overflow where the scores of no other class do.
MARGIN = Mistake(
    "SM-UNSTABLE/margin",
    OVERFLOWS,
    (LOGP, "-np.log(np.exp(U[:, None] - U[:, :, None]).sum(axis=2))"),
)

# Beside the exponential of the largest score, which is then not added up but counts as 1.
RATIO = Mistake(
    "SM-UNSTABLE/ratio",
    OVERFLOWS,
    (SUM, "np.where(S < 0, np.exp(U) / np.exp(top), 1.0).sum(axis=1, keepdims=True)"),
)

# As a loss this is CE-SCORES.
UNNORMALISED = Mistake("SM-NONORM/scores", NONORM, (LOGP, "U"))

# Where the gradient comes from the same logarithms, how an overflow goes on depends on the line.
OVERFLOW_IN_GRADIENT = Mistake(
    "SM-UNSTABLE/log", OVERFLOWS, (TOP, "top = 0.0"), (LOGP, "np.log(np.exp(S) / total)")
)
SMALLEST_IN_GRADIENT = Mistake(
    "SM-MIN/log", LOWEST, (TOP, TOP.replace("max", "min")), (LOGP, "np.log(np.exp(S) / total)")
)

# For references that end with np.exp(S) / total, by who takes the logarithm first.
OVERFLOWING_LOGARITHM = Mistake(
    "SM-UNSTABLE/log", OVERFLOWS, (P, "np.exp(U - np.log(np.exp(U).sum(axis=1, keepdims=True)))")
)


def clipped(name, chance):
    """The logarithm of a probability that is kept away from 0 by hand."""
    return Mistake(
        f"CE-CLIP/{name}",
        "Keeping the probability away from 0 hides how large the loss is: find the logarithm "
        "without the probability.",
        (LOGP, f"np.log({chance})"),
    )


LEAST = ("1e-12", "1e-15", "1e-8", "1e-10", "1e-9", "1e-7", "1e-16", "2.0**-52", "1e-20", "1e-300")
IN_PLACE_OF_0 = ("1e-12", "1e-10", "1e-300")
ADDED = ("1e-10", "1e-9", "1e-8", "1e-7")

PLAUSIBLE = 5  # of them, where many other mistakes are known

CLIPPED = (
    *(clipped(least, f"np.maximum({P}, {least})") for least in LEAST),
    *(clipped(f"zero/{least}", f"np.where({P} > 0, {P}, {least})") for least in IN_PLACE_OF_0),
    *(clipped(f"+{small}", f"{P} + {small}") for small in ADDED),
)
