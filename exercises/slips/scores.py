"""The slips in the derivative of the average cross-entropy with respect to the scores.

G = P.copy()
G[rows, y] -= 1.0
dU = G / N
"""

from exercises.slips import after
from exercises.slips.softmax import LOWEST, NOEXP, ONE_MAXIMUM, OVERFLOWS, SHARE
from grader.core.exercise import Mistake

START = "G = P.copy()"
TRUE, ONE = "G[rows, y]", "-= 1.0"
SUBTRACT = f"{TRUE} {ONE}"
AVERAGE = "dU = G / N"
BEFORE = "G[rows[y > 0], y[y > 0] - 1]"  # one-hot rows from 1 … K: label 0 has none

EARLY = "You subtract 1 one column too early: label 0 is the first column."

INVERSE = (
    "You have the derivative with respect to the probability; follow the chain rule on to the "
    "scores."
)

SCORES = "You start from the scores; the derivative contains their probabilities."

WHOLE_COLUMNS = "[:, y] changes whole columns; each row has one single true class."

LOGARITHMS = (
    "You start from the logarithms of the probabilities; the derivative contains the "
    "probabilities themselves."
)

SCORE_GRADIENT = (
    Mistake(
        "DL-SIGN",
        "The derivative with respect to the scores has the wrong sign: raising the score of a "
        "wrong class raises the loss.",
        after(AVERAGE, "dU = -dU"),
    ),
    Mistake(
        "DL-SIGMOID",
        "You multiply by p(1 − p) once more; with the logarithm of the loss this factor is gone.",
        after(AVERAGE, "dU = dU * P * (1 - P)"),
    ),
    Mistake(
        "DL-SQ",
        "The derivative with respect to the scores is twice too large: that factor belongs to a "
        "squared error.",
        after(AVERAGE, "dU = 2 * dU"),
    ),
    Mistake(
        "DL-TRUEONLY",
        "Only the true class of each example has a derivative in your array; the others have "
        "one too.",
        after(SUBTRACT, "G = np.where(G == P, 0.0, G)"),
    ),
    Mistake(
        "DL-INVP",
        INVERSE,
        after(SUBTRACT, "G = np.where(G == P, 0.0, -1 / P)"),
    ),
    Mistake(
        "DL-AFTER",
        "You divide by N first and then subtract a whole 1: the indicator is averaged too.",
        (ONE, "-= 1.0 * N"),
    ),
    Mistake(
        "DL-BEFORE",
        "Only the indicator is divided by N; the probabilities are averaged too.",
        (ONE, "-= 1.0 / N"),
        (AVERAGE, "dU = 1.0 * G"),
    ),
    Mistake(
        "DL-TWICE",
        "The indicator is divided by N twice, the probabilities once.",
        (ONE, "-= 1.0 / N"),
    ),
    Mistake(
        "DL-NOSUB",
        "The labels never enter your gradient: what happens at the true class?",
        (SUBTRACT, ""),
    ),
    Mistake(
        "DL-PLUS",
        "The indicator of the true class has the wrong sign.",
        (ONE, "+= 1.0"),
    ),
    Mistake("DL-FANCY", WHOLE_COLUMNS, (TRUE, "G[:, y]")),
    Mistake("DL-FANCY/loop", WHOLE_COLUMNS, (SUBTRACT, "np.subtract.at(G, (slice(None), y), 1.0)")),
    Mistake(
        "DL-ALL",
        "You subtract 1 from every class; the indicator is 1 at the true class only.",
        (TRUE, "G[:, :]"),
    ),
    Mistake("DL-LABEL1", EARLY, (TRUE, "G[rows, y - 1]")),
    Mistake("DL-LABEL1/none", EARLY, (TRUE, BEFORE)),
    Mistake("DL-SCORES", SCORES, (START, "G = U.copy()")),
    Mistake("DL-SCORES/shift", SCORES, (START, "G = S.copy()")),
    Mistake("DL-LOGP", LOGARITHMS, (START, "G = np.log(P)")),
    Mistake(
        "DL-ONLYT",
        "Only the indicator is in your derivative; the probabilities are missing.",
        (START, "G = np.zeros_like(P)"),
    ),
    Mistake(
        "DL-LAST",
        "Only the last example enters your gradients: does every round of a loop undo the rounds "
        "before?",
        (AVERAGE, "dU = G * (rows == N - 1)[:, None] / N"),
    ),
    Mistake(
        "NM-SUM",
        "Your data gradient is N times too large: the loss is an average over the examples.",
        (AVERAGE, "dU = 1.0 * G"),
    ),
    Mistake(
        "NM-TWICE",
        "Your data gradient is N times too small: you average twice.",
        (AVERAGE, "dU = G / N / N"),
    ),
    Mistake(
        "NM-K",
        "You divide by the number of classes; over what does the loss average?",
        (AVERAGE, "dU = G / G.shape[1]"),
    ),
    Mistake(
        "NM-NK",
        "You divide by the number of all entries, N·K; over what does the loss average?",
        (AVERAGE, "dU = G / G.size"),
    ),
)

# For references that have no logarithms of their own; these are finite for large scores, too.
FINITE_LOGARITHMS = Mistake("DL-LOGP/logp", LOGARITHMS, (START, "G = S - np.log(total)"))

COLUMNS = (
    "The probabilities in your gradient add up to 1 down the columns; those of each example, a "
    "row, must."
)
UNDIVIDED = (
    "The exponentials in your gradient are not divided by their sum, as they are in the loss."
)
PROBABILITIES = "P = np.exp(logp)"

SOFTMAX_OF = "P = np.exp(U - {})\n    P = P / P.sum(axis=1, keepdims=True)"

# For references whose loss has been computed before: there it may be right.
IN_GRADIENT = (
    # By one-hot rows: where a probability is 0, so is what is divided by it.
    Mistake("DL-INVP/marked", INVERSE, after(SUBTRACT, "G = np.where(G == P, 0.0, -1.0) / P")),
    *(
        Mistake(f"{id}/gradient", words, (PROBABILITIES, SOFTMAX_OF.format(top)), rare=True)
        for id, words, top in (
            ("SM-UNSTABLE", OVERFLOWS, "0.0"),
            ("SM-MIN", LOWEST, "U.min(axis=1, keepdims=True)"),
            ("SM-GLOBALMAX", ONE_MAXIMUM, "U.max()"),
        )
    ),
    Mistake("SM-NOEXP/gradient", NOEXP, (PROBABILITIES, f"P = {SHARE}")),
    Mistake("DL-LOGP/logp", LOGARITHMS, (START, "G = logp.copy()")),
    Mistake("DL-AXIS0", COLUMNS, (PROBABILITIES, "P = np.exp(S) / np.exp(S).sum(axis=0)")),
    Mistake(
        "DL-AXIS0/max",
        COLUMNS,
        (PROBABILITIES, "P = np.exp(U - U.max(axis=0))\n    P = P / P.sum(axis=0)"),
    ),
    Mistake("DL-NONORM", UNDIVIDED, (PROBABILITIES, "P = np.exp(U)")),
    Mistake("DL-NONORM/shift", UNDIVIDED, (PROBABILITIES, "P = np.exp(S)")),
)
