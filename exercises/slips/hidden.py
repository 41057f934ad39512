"""The slips on the way through a hidden ReLU layer, forward and back.

Z1 = X @ W1 + b1
H = np.maximum(Z1, 0.0)
U = H @ W2 + b2
inputs = H
dW2 = inputs.T @ dU + …
dH = dU @ W2.T
dZ1 = dH * (Z1 > 0)
"""

from exercises.slips import UPDATED, after, updated
from exercises.slips.scores import AVERAGE
from grader.core.exercise import Mistake

RELU = "np.maximum(Z1, 0.0)"
SIGMOID = "1.0 / (1.0 + np.exp(-Z1))"
SCORES = "U = H @ W2 + b2"
INPUTS = "inputs = H"
BACK = "dU @ W2.T"
MASK = "(Z1 > 0)"
RETURNED = "return loss, dW1, db1, dW2, db2"
THROUGH = f"dZ1 = dH * {MASK}"

NO_TRANSPOSE = (
    "On the way back to the hidden layer a transpose is missing: compare the shapes of dH and H."
)
AT_ZERO = (
    "Where the hidden input is exactly 0 your ReLU passes gradient on; its derivative there is 0 "
    "in this course."
)
SQUASHED = "You use the derivative of a sigmoid; the hidden layer has a ReLU."
REPLACED = "The mask takes the place of the gradient from behind; it should multiply it."
INVERTED = "Your mask is the wrong way round: it keeps the gradient of the units that were off."

FORWARD = (
    Mistake(
        "FW-ACTOUT",
        "Your scores pass a ReLU too; the output layer is linear.",
        after(SCORES, "U = np.maximum(U, 0.0)"),
    ),
    Mistake(
        "FW-ACTOUT-B",
        "Your scores pass a ReLU too, forward and backward; the output layer is linear.",
        after(SCORES, "U = np.maximum(U, 0.0)"),
        after(AVERAGE, "dU = dU * (U > 0)"),
    ),
    Mistake("FW-NOB1", "b1 is missing from the hidden layer.", ("X @ W1 + b1", "X @ W1")),
    Mistake("FW-NOB2", "b2 is missing from the scores.", (SCORES, "U = H @ W2")),
    Mistake(
        "FW-NOACT",
        "The hidden layer has no activation, forward or backward, so the network is linear.",
        (RELU, "Z1.copy()"),
        (THROUGH, "dZ1 = dH.copy()"),
    ),
    Mistake(
        "FW-NOACT-F",
        "The forward pass has no activation in the hidden layer.",
        (RELU, "1.0 * Z1"),
    ),
    Mistake(
        "FW-SIGMOID",
        "Your hidden layer uses a sigmoid; this network has a ReLU.",
        (RELU, SIGMOID),
        (THROUGH, "dZ1 = dH * H * (1.0 - H)"),
    ),
    Mistake(
        "FW-TANH",
        "Your hidden layer uses a tanh; this network has a ReLU.",
        (RELU, "np.tanh(Z1)"),
        (THROUGH, "dZ1 = dH * (1.0 - H * H)"),
    ),
    Mistake(
        "FW-SIGMOID/f",
        "The forward pass of your hidden layer uses a sigmoid; this network has a ReLU.",
        (RELU, SIGMOID),
    ),
    Mistake(
        "FW-TANH/f",
        "The forward pass of your hidden layer uses a tanh; this network has a ReLU.",
        (RELU, "np.tanh(Z1)"),
    ),
)

BACKWARD = (
    Mistake("DH-NOTRANS", NO_TRANSPOSE, (BACK, "dU @ W2")),
    # The same by who goes back to the input of the network as well.
    Mistake(
        "DH-NOTRANS/x", NO_TRANSPOSE, (BACK, "dU @ W2"), (RETURNED, f"dZ1 @ W1\n    {RETURNED}")
    ),
    Mistake(
        "DH-DW2",
        "You go back through dW2, a gradient; the chain rule goes back through the weights.",
        (BACK, "dU @ dW2.T"),
    ),
    Mistake(
        "DH-DW2DATA",
        "You go back through the data part of dW2, a gradient; the chain rule goes back through "
        "the weights.",
        (BACK, "dU @ (dU.T @ inputs)"),
    ),
    updated("DH-UPDATED", BACK, "dU @ (W2 - 0.1 * dW2).T"),
    # By who takes the strength of the penalty for the length of a step.
    Mistake("DH-UPDATED/alpha", UPDATED, (BACK, "dU @ (W2 - alpha * dW2).T")),
    Mistake(
        "DH-NOW2",
        "W2 is missing on the way back to the hidden layer.",
        (BACK, "dU.sum(axis=1, keepdims=True) * np.ones_like(H)"),
    ),
    Mistake(
        "DH-PINV",
        "You go back through an inverse of W2; the chain rule needs the weights themselves.",
        (BACK, "dU @ np.linalg.pinv(W2)"),
    ),
    Mistake(
        "MK-NONE",
        "The derivative of the ReLU is missing, or your test is true for every unit (H >= 0 is).",
        (THROUGH, "dZ1 = 1.0 * dH"),
    ),
    Mistake("MK-GE", AT_ZERO, (MASK, "(Z1 >= 0)")),
    Mistake("MK-GE/half", AT_ZERO, (MASK, "np.heaviside(Z1, 0.5)")),
    Mistake("MK-INV", INVERTED, (MASK, "(Z1 <= 0)")),
    Mistake("MK-INV/strict", INVERTED, (MASK, "(Z1 < 0)")),
    Mistake(
        "MK-DH",
        "You mask by the sign of the gradient; what counts is whether the unit was on in the "
        "forward pass.",
        (MASK, "(dH > 0)"),
    ),
    Mistake(
        "MK-H",
        "You multiply by the output of the ReLU; the chain rule wants its derivative.",
        (MASK, "H"),
    ),
    Mistake(
        "MK-Z",
        "You multiply by Z1 itself; the chain rule wants the derivative of the ReLU there.",
        (MASK, "Z1"),
    ),
    Mistake("MK-REPLACE", REPLACED, (THROUGH, "dZ1 = 1.0 * (Z1 > 0)")),
    # By who averages over the examples last.
    Mistake("MK-REPLACE/mean", REPLACED, (THROUGH, "dZ1 = (Z1 > 0) / N")),
    Mistake(
        "MK-BOTH",
        "You also drop the negative gradients; only the sign of Z1 counts.",
        ("dZ1 = dH *", "dZ1 = np.maximum(dH, 0.0) *"),
    ),
    Mistake(
        "MK-SIGMOID",
        SQUASHED,
        (MASK, "H * (1.0 - H)"),
    ),
    Mistake("MK-SIGMOID/z", SQUASHED, (MASK, f"({SIGMOID} - {SIGMOID} ** 2)")),
    Mistake(
        "MK-DBLATE",
        "db1 adds up the gradient from before the ReLU; take the one behind it.",
        ("dZ1.sum(axis=0", "dH.sum(axis=0"),
    ),
    Mistake(
        "MK-DWLATE",
        "dW1 uses the gradient from before the ReLU; take the one behind it.",
        ("X.T @ dZ1", "X.T @ dH"),
    ),
    Mistake(
        "IN-Z",
        "dW2 uses Z1; the input of the second layer is what comes out of the ReLU.",
        (INPUTS, "inputs = Z1"),
    ),
    Mistake(
        "IN-X",
        "dW2 uses X; the input of the second layer is the output of the first.",
        (INPUTS, "inputs = X"),
    ),
    Mistake(
        "IN-H",
        "dW1 uses H; the input of the first layer is X.",
        ("X.T @ dZ1", "H.T @ dZ1"),
    ),
    Mistake(
        "NM-AGAIN1",
        "The gradients of the first layer are divided by N once more; 1/N is already inside dU.",
        ("dH = ", "dH = 1 / N * "),
    ),
)
