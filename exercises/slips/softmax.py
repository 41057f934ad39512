"""The slips in the softmax of scores.

    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)

A reference that needs no logarithm ends with np.exp(S) / total instead.
"""

from exercises.slips import after
from grader.core.exercise import Mistake

LARGEST = ".max(axis=1, keepdims=True)"
SHIFT = "S = U - top"
SUM = "np.exp(S).sum(axis=1, keepdims=True)"
LOGP = "S - np.log(total)"
P = "np.exp(S) / total"
SUM_OF_ALL = "np.exp(S).sum() + 0.0 * S[:, :1]"
SHARE = "U / U.sum(axis=1, keepdims=True)"
SHIFTED_SHARE = "S / S.sum(axis=1, keepdims=True)"
RAW = "(S + top)"  # U, or what a mistake above made of it

# The largest score of something else than a row.
DOWN = LARGEST, LARGEST.replace("=1", "=0")
OF_ALL = LARGEST, ".max()"
OF_LEAST = LARGEST, LARGEST.replace("max", "min")
OF_NOTHING = LARGEST, f"{LARGEST} * 0.0"

OVERFLOWS = (
    "exp overflows for large scores: what may you subtract from a row without changing its "
    "probabilities?"
)
COLUMNS = "Your probabilities add up to 1 down the columns; those of each example, a row, must."
WHOLE = "You divide by the sum of the whole array; each row has a sum of its own."
ONE_MAXIMUM = "You subtract one maximum for the whole array; a row far below it underflows to 0/0."
NEGATIVE = "You exponentiate −u; larger scores must get larger probabilities."

SOFTMAX = (
    Mistake("SM-AXIS0", COLUMNS, DOWN, (SUM, SUM.replace("=1", "=0"))),
    Mistake("SM-AXIS0/sum", COLUMNS, (SUM, SUM.replace("=1", "=0"))),
    Mistake("SM-GLOBAL", WHOLE, (SUM, SUM_OF_ALL)),
    Mistake(
        "SM-MAXAXIS",
        "You subtract another number for each class, which changes the softmax: look at the axis "
        "of the maximum.",
        DOWN,
    ),
    Mistake(
        "SM-GLOBALMAX",
        ONE_MAXIMUM,
        OF_ALL,
    ),
    Mistake("SM-SIGN", NEGATIVE, ("top = U.", "top = (-U)."), ("S = U", "S = -U")),
    Mistake("SM-SIGN/max", NEGATIVE, (SHIFT, "S = top - U")),
    Mistake("SM-GLOBAL/max", WHOLE, OF_ALL, (SUM, SUM_OF_ALL)),
)

LOWEST = "You subtract the smallest score of each row; what does exp do with the largest one then?"

SMALLEST = Mistake("SM-MIN", LOWEST, OF_LEAST)

LARGEST_ABSOLUTE = (
    "You subtract the largest absolute value of each row; a row of very negative scores underflows "
    "to 0/0."
)

ABSOLUTE = Mistake(
    "SM-ABSMAX",
    LARGEST_ABSOLUTE,
    ("top = U.", "top = abs(U)."),
)

UNSTABLE = Mistake("SM-UNSTABLE", OVERFLOWS, OF_NOTHING)

# The largest score is known, but not subtracted where it should be.
NOT_SHIFTED = Mistake("SM-UNSTABLE/raw", OVERFLOWS, (" - top", ""))

NONORM = "The exponentials are never divided by their sum, so these are no probabilities yet."
NOEXP = "You divide the scores by their sum; a softmax does that with their exponentials."
ALONE = "You take a sigmoid of each score alone; a softmax couples the classes of a row."

# For references that end with np.exp(S) / total.
PROBABILITIES = (
    *SOFTMAX,
    Mistake("SM-NONORM", NONORM, (P, "np.exp(U)")),
    Mistake("SM-NONORM-SHIFT", NONORM, (P, "np.exp(S)")),
    Mistake("SM-SIGMOID", ALONE, (P, f"1 / (1 + np.exp(-{RAW}))")),
    Mistake("SM-NOEXP", NOEXP, (P, SHARE)),
    Mistake("SM-NOEXP/shift", NOEXP, (P, SHIFTED_SHARE)),
)

ROUNDED = (
    "Where a probability is rounded to 0 its logarithm is infinite: find the logarithm without "
    "the probability."
)

LOG_SOFTMAX = (
    UNSTABLE,
    NOT_SHIFTED,
    SMALLEST,
    ABSOLUTE,
    *SOFTMAX,
    Mistake("CE-LOG0", ROUNDED, (LOGP, f"np.log({P})")),
    Mistake("SM-NONORM", NONORM, (LOGP, "np.log(np.exp(U))")),
    Mistake("SM-NONORM-SHIFT", NONORM, (LOGP, "S")),
    Mistake("SM-NONORM-SHIFT/log", NONORM, (LOGP, "np.log(np.exp(S))")),
    Mistake("SM-SIGMOID", ALONE, (LOGP, f"-np.log1p(np.exp(-{RAW}))")),
    Mistake("SM-SIGMOID/stable", ALONE, (LOGP, f"-np.logaddexp(0, -{RAW})")),
    Mistake("SM-NOEXP", NOEXP, (LOGP, f"np.log({SHARE})")),
    Mistake("SM-NOEXP/shift", NOEXP, (LOGP, f"np.log({SHIFTED_SHARE})")),
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
    "SM-UNSTABLE/log", OVERFLOWS, OF_NOTHING, (LOGP, "np.log(np.exp(S) / total)")
)
SMALLEST_IN_GRADIENT = Mistake("SM-MIN/log", LOWEST, OF_LEAST, (LOGP, "np.log(np.exp(S) / total)"))

# For references that end with np.exp(S) / total, by who takes the logarithm first.
OVERFLOWING_LOGARITHM = Mistake(
    "SM-UNSTABLE/log", OVERFLOWS, (P, "np.exp(U - np.log(np.exp(U).sum(axis=1, keepdims=True)))")
)


def in_loss(*lines):
    """The edits that put lines below the logarithms of the probabilities, for the loss alone."""
    return (
        after(f"logp = {LOGP}", "exact = logp", *lines),
        after("picked = logp[rows, y]", "logp = exact"),
    )


# Times one-hot rows: 0 times inf is nan, whichever class has a probability that is rounded.
MARKED_ZEROS = Mistake(
    "CE-LOG0/marked",
    ROUNDED,
    *in_loss(f"logp = np.log({P})", "logp = logp + 0.0 * logp.sum(axis=1, keepdims=True)"),
    rare=True,
)


def clipped(id, kept):
    """The logarithm of a probability p that is kept away from 0 by hand, in the loss alone."""
    return Mistake(
        id,
        "Keeping the probability away from 0 hides how large the loss is: find the logarithm "
        "without the probability.",
        *in_loss("p = np.exp(logp)", f"logp = np.log({kept})"),
        chosen="1e-12",
    )


CLIPPED = (
    clipped("CE-CLIP", "np.maximum(p, 1e-12)"),
    clipped("CE-CLIP/both", "np.clip(p, 1e-12, 1 - 1e-12)"),
    clipped("CE-CLIP/zero", "np.where(p > 0, p, 1e-12)"),
    clipped("CE-CLIP/+", "p + 1e-12"),
)
