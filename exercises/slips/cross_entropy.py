"""The slips in the average cross-entropy, given the logarithms of the probabilities.

Above these lines stand those of `softmax`, with top, S and total.

picked = logp[rows, y]
data = -picked.mean()
"""

from exercises.slips import after
from exercises.slips.scores import PROBABILITIES
from exercises.slips.softmax import ONE_MAXIMUM, OVERFLOWS
from grader.core.exercise import Mistake

PICKED = "logp[rows, y]"
LINE = f"picked = {PICKED}"
NONE_BEFORE = "np.where(y > 0, logp[rows, y - 1], 0.0)"
EVERY_MARKED = "logp[:, np.unique(y)].sum(axis=1)"
# The same where the sum of the exponentials is subtracted once for each row.
MARKED_ONCE = "S[:, np.unique(y)].sum(axis=1) - np.log(total)[:, 0]"
# What was subtracted from each row, with the shape of S even where it is a single number.
SUBTRACTED = "0.0 * S + top"
EVERY_ROW = ("logp[rows, ", "logp[:, ")

ALONE = "You pick N columns for every example, an N×N array; pick one entry for each example."

MARKED = "[:, y] marks whole columns; each row has one single true class."

EARLY = "You read the labels one column too early: label 0 is the first column."

FIRST = "Only the first example enters your loss: is there a return inside the loop?"

LAST = "Only the last example enters your loss: does every round of a loop undo the rounds before?"

SHIFTED = (
    "You take the largest score off in one place of your loss and leave it in another; it must "
    "cancel out."
)

BARE_SCORES = (
    "You average the scores of the true classes; the loss is made of the logarithms of their "
    "probabilities."
)

LOGS_OF_SCORES = "You take the logarithm of the scores themselves; they are not probabilities yet."

# The squares of all differences, when `picked` belongs to the class whose label is 1.
SQUARED = "picked = 2 * np.exp(picked) - 1 - (np.exp(logp) ** 2).sum(axis=1)"


def binary(id, true):
    """The logarithms of 1 − p for all classes but the one that counts as true."""
    return Mistake(
        id,
        "You add a term log(1 − p) for the other classes; only the true one counts.",
        after(
            LINE,
            "others = np.log1p(-np.exp(logp))",
            f"{true} = 0.0",
            "picked = picked + others.sum(axis=1)",
        ),
    )


CROSS_ENTROPY = (
    # Of the lines below `picked` those of the first slips come last.
    Mistake("CE-FIRST", FIRST, after(LINE, "picked = picked[:1]")),
    Mistake("CE-FIRST/n", FIRST, after(LINE, "picked[1:] = 0.0")),
    Mistake("CE-LAST", LAST, after(LINE, "picked = picked[-1:]")),
    Mistake("CE-LAST/n", LAST, after(LINE, "picked[:-1] = 0.0")),
    Mistake(
        "CE-LOG10",
        "You took the base-10 logarithm; the loss uses the natural one.",
        after(LINE, "picked = picked / np.log(10)"),
    ),
    Mistake(
        "CE-LOG2",
        "You took the base-2 logarithm; the loss uses the natural one.",
        after(LINE, "picked = picked / np.log(2)"),
    ),
    Mistake(
        "CE-NOLOG",
        "You average the probabilities themselves; the loss is made of their logarithms.",
        after(LINE, "picked = np.exp(picked)"),
    ),
    Mistake(
        "CE-ONEMINUS",
        "You average 1 − p; the loss is made of logarithms.",
        after(LINE, "picked = np.exp(picked) - 1"),
    ),
    Mistake(
        "CE-LOGMEAN",
        "You take the logarithm of an average; each example has its own logarithm.",
        after(LINE, "picked = np.log(np.exp(picked).mean(keepdims=True))"),
    ),
    Mistake(
        "CE-SQUARED",
        "You add squared differences between probabilities and one-hot labels; the loss is made "
        "of logarithms.",
        after(LINE, SQUARED),
    ),
    Mistake(
        "CE-HALFSQUARED",
        "You add halves of squared differences between probabilities and one-hot labels; the loss "
        "is made of logarithms.",
        after(LINE, SQUARED, "picked = picked / 2"),
    ),
    binary("CE-BINARY", "others[rows, y]"),
    # With labels that are read one column too early, the other classes are others, too.
    binary("CE-BINARY/early", "others[rows, y - 1]"),
    binary("CE-BINARY/early-none", "others[rows[y > 0], y[y > 0] - 1]"),
    Mistake(
        "CE-LOG10/sum",
        "You took the base-10 logarithm of the sum of the exponentials; only the natural one "
        "undoes exp.",
        after(LINE, "picked = picked + np.log(total)[:, 0] - np.log10(total)[:, 0]"),
    ),
    Mistake(
        "CE-LOG2/sum",
        "You took the base-2 logarithm of the sum of the exponentials; only the natural one "
        "undoes exp.",
        after(LINE, "picked = picked + np.log(total)[:, 0] - np.log2(total)[:, 0]"),
    ),
    Mistake(
        "CE-LOGZ",
        "You subtract the sum of the exponentials itself; what undoes exp?",
        after(LINE, "picked = picked + np.log(total)[:, 0] - total[:, 0]"),
    ),
    Mistake("CE-SHIFT", SHIFTED, after(LINE, f"picked = picked + ({SUBTRACTED})[:, 0]")),
    Mistake("CE-SHIFT/true", SHIFTED, after(LINE, f"picked = picked - ({SUBTRACTED})[:, 0]")),
    Mistake(
        "CE-NOTRUE",
        "The score of the true class never enters your loss, only the sum of the exponentials.",
        after(LINE, f"picked = -({SUBTRACTED} + np.log(total))[:, 0]"),
    ),
    Mistake(
        "CE-SUM",
        "Your loss is N times too large: you add up the examples instead of averaging.",
        ("picked.mean()", "picked.sum()"),
    ),
    Mistake(
        "CE-MEANALL",
        "Your loss is K times too small: only one entry for each example counts.",
        ("picked.mean()", "picked.sum() / U.size"),
    ),
    Mistake(
        "CE-K",
        "You divide the loss by the number of classes; over what is it an average?",
        ("picked.mean()", "picked.sum() / U.shape[1]"),
    ),
    Mistake(
        "CE-SIGN",
        "Your loss is negative; a cross-entropy never is: look at its sign.",
        ("-picked", "picked"),
    ),
    Mistake("CE-LABEL1", EARLY, (PICKED, "logp[rows, y - 1]")),
    # One-hot rows from a comparison with 1 … K: label 0 has none.
    Mistake("CE-LABEL1/none", EARLY, (PICKED, NONE_BEFORE)),
    Mistake("CE-FANCY", ALONE, EVERY_ROW),
    Mistake("CE-FANCY/marked", MARKED, (PICKED, EVERY_MARKED)),
    Mistake("CE-FANCY/marked-once", MARKED, (PICKED, MARKED_ONCE)),
    Mistake("CE-FANCY/sum", ALONE, EVERY_ROW, ("picked.mean()", "picked.sum(axis=1).mean()")),
    Mistake(
        "CE-MAX",
        "The labels do not enter your loss: it has the largest probability of each row, or lacks "
        "the score of the true class.",
        (PICKED, "logp.max(axis=1)"),
    ),
    Mistake("CE-SCORES", BARE_SCORES, (PICKED, "U[rows, y]")),
    Mistake("CE-LOGSCORES", LOGS_OF_SCORES, (PICKED, "np.log(U[rows, y])")),
    Mistake(
        "CE-ALLCLASSES",
        "You add up the logarithms of all classes; only the true one of each example counts.",
        (PICKED, "logp.sum(axis=1)"),
    ),
    Mistake(
        "CE-ENTROPY",
        "You compute the entropy of the prediction, in which the labels do not occur.",
        (PICKED, "(np.exp(logp) * logp).sum(axis=1)"),
    ),
)

# Times one-hot rows: where a score is negative, 0 times nan is nan.
MARKED_LOGSCORES = Mistake(
    "CE-LOGSCORES/marked",
    LOGS_OF_SCORES,
    (PICKED, "np.log(U)[rows, y] + 0.0 * np.log(U).sum(axis=1)"),
)

# Without gradients this is SM-NONORM-SHIFT.
SHIFTED_SCORES = Mistake("CE-SCORES/shifted", BARE_SCORES, (PICKED, "S[rows, y]"))

# The same loss from the differences to the score of the true class, `margins`.
MARGINS = "margins = logp - picked[:, None]"
FARTHEST = Mistake(
    "SM-GLOBALMAX/margins",
    ONE_MAXIMUM,
    after(
        LINE,
        MARGINS,
        "farthest = np.nanmax(margins)",
        "picked = -(farthest + np.log(np.nansum(np.exp(margins - farthest), axis=1)))",
    ),
)

# … and of the probabilities from them.
OVERFLOWING_MARGINS = Mistake(
    "SM-UNSTABLE/margins",
    OVERFLOWS,
    after(LINE, MARGINS, "nll = np.log(np.exp(margins).sum(axis=1))", "picked = -nll"),
    (PROBABILITIES, "P = np.exp(margins - nll[:, None])"),
)
