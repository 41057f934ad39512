"""The slips in the average cross-entropy, given the logarithms of the probabilities.

Above these lines stand those of `softmax`, with top, S and total.

picked = logp[rows, y]
data = -picked.mean()
"""

from exercises.slips import after
from exercises.slips.scores import PROBABILITIES
from exercises.slips.softmax import LARGEST_ABSOLUTE, ONE_MAXIMUM, OVERFLOWS, P
from grader.core.exercise import Mistake

PICKED = "logp[rows, y]"
LINE = f"picked = {PICKED}"
# One-hot rows from a comparison with 1 … K: label 0 has none; times logarithms, or times scores.
NONE_BEFORE = "np.where(y > 0, logp[rows, y - 1], 0.0)"
NONE_SHIFTED = "np.where(y > 0, S[rows, y - 1], 0.0) - np.log(total)[:, 0]"
NONE_OF_SCORES = "np.where(y > 0, U[rows, y - 1], 0.0) - (top + np.log(total))[:, 0]"
EVERY_MARKED = "logp[:, np.unique(y)].sum(axis=1)"
# The same where the sum of the exponentials is subtracted once for each row.
MARKED_ONCE = "S[:, np.unique(y)].sum(axis=1) - np.log(total)[:, 0]"
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

NO_LOGARITHM = "You average the probabilities themselves; the loss is made of their logarithms."

LOGS_OF_SCORES = "You take the logarithm of the scores themselves; they are not probabilities yet."

# The squares of all differences, when `picked` belongs to the class whose label is 1.
SQUARED = "picked = 2 * np.exp(picked) - 1 - (np.exp(logp) ** 2).sum(axis=1)"

# ln(1 − p) of each class as a sum over the others, which does not overflow.
OTHERS_ALONE = "np.where(np.eye(S.shape[1], dtype=bool), -np.inf, S[:, None])"
SUM_OF_OTHERS = f"np.logaddexp.reduce({OTHERS_ALONE}, axis=2) - np.log(total)"


def of_row(numbers):
    """What belongs to each row of scores, even where it is one number for all or for a class."""
    return f"(0.0 * S + {numbers})[rows, y]"


def binary(id, true, others="np.log1p(-np.exp(logp))", **chosen):
    """The logarithms of 1 − p for all classes but the one that counts as true."""
    return Mistake(
        id,
        "You add a term log(1 − p) for the other classes; only the true one counts.",
        after(
            LINE,
            f"others = {others}",
            f"{true} = 0.0",
            "picked = picked + others.sum(axis=1)",
        ),
        **chosen,
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
        NO_LOGARITHM,
        after(LINE, "picked = np.exp(picked)"),
    ),
    Mistake("CE-NOLOG/plus", NO_LOGARITHM, after(LINE, "picked = -np.exp(picked)")),
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
    binary("CE-BINARY/stable", "others[rows, y]", SUM_OF_OTHERS),
    # Each of the two logarithms is kept from that of 0 on its own.
    binary("CE-BINARY/+", "others[rows, y]", f"np.log(1 - {P} + 1e-12)", chosen="1e-12"),
    # With labels that are read one column too early, the other classes are others, too.
    binary("CE-BINARY/early", "others[rows, y - 1]"),
    binary("CE-BINARY/early-none", "others[rows[y > 0], y[y > 0] - 1]"),
    Mistake(
        "CE-LOG10/sum",
        "You took the base-10 logarithm of the sum of the exponentials; only the natural one "
        "undoes exp.",
        after(LINE, f"picked = picked + {of_row('np.log(total) - np.log10(total)')}"),
    ),
    Mistake(
        "CE-LOG2/sum",
        "You took the base-2 logarithm of the sum of the exponentials; only the natural one "
        "undoes exp.",
        after(LINE, f"picked = picked + {of_row('np.log(total) - np.log2(total)')}"),
    ),
    Mistake(
        "CE-LOGZ",
        "You subtract the sum of the exponentials itself; what undoes exp?",
        after(LINE, f"picked = picked + {of_row('np.log(total) - total')}"),
    ),
    Mistake("CE-SHIFT", SHIFTED, after(LINE, f"picked = picked + {of_row('top')}")),
    Mistake("CE-SHIFT/twice", SHIFTED, after(LINE, f"picked = picked + {of_row('2 * top')}")),
    # The same by who subtracts the score of the true class first.
    Mistake(
        "CE-SHIFT/margins", SHIFTED, after(LINE, "picked = picked - (logp.max(axis=1) - picked)")
    ),
    Mistake("CE-SHIFT/true", SHIFTED, after(LINE, f"picked = picked - {of_row('top')}")),
    Mistake(
        "CE-NOTRUE",
        "The score of the true class never enters your loss, only the sum of the exponentials.",
        after(LINE, f"picked = -{of_row('top + np.log(total)')}"),
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
    Mistake("CE-LABEL1/none", EARLY, (PICKED, NONE_BEFORE)),
    Mistake("CE-LABEL1/none-shifted", EARLY, (PICKED, NONE_SHIFTED)),
    Mistake("CE-LABEL1/none-of-scores", EARLY, (PICKED, NONE_OF_SCORES)),
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
    Mistake("CE-SCORES/plus", BARE_SCORES, (PICKED, "-U[rows, y]")),
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


def shifted_margins(id, words, top):
    """The loss by margins from which something is subtracted."""
    nll = "top[:, 0] + np.log(np.nansum(np.exp(margins - top), axis=1))"
    edit = after(LINE, MARGINS, f"top = {top}", f"picked = -({nll})")
    return Mistake(id, words, edit, rare=True)


BY_MARGINS = (
    shifted_margins("SM-GLOBALMAX/margins", ONE_MAXIMUM, "np.nanmax(margins, keepdims=True)"),
    shifted_margins(
        "SM-ABSMAX/margins", LARGEST_ABSOLUTE, "np.nanmax(abs(margins), axis=1, keepdims=True)"
    ),
)

# … and of the probabilities from them.
OVERFLOWING_MARGINS = Mistake(
    "SM-UNSTABLE/margins",
    OVERFLOWS,
    after(LINE, MARGINS, "nll = np.log(np.exp(margins).sum(axis=1))", "picked = -nll"),
    (PROBABILITIES, "P = np.exp(margins - nll[:, None])"),
    rare=True,
)
