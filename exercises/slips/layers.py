"""The slips in a network of L layers: on the way forward, and on the way back.

f = ACTIVATION[act]
    Zs.append(Os[-1] @ W + b)
    Os.append(f(Zs[-1]) if len(Os) < L else Zs[-1])

dZ = dU
    for i in range(L, 0, -1):
        inputs = Os[i - 1]
        dWs[i - 1] = inputs.T @ dZ
        dbs[i - 1] = dZ.sum(axis=0, keepdims=True)
        if i > 1:
            dO = dZ @ Ws[i - 1].T

The derivative of the activation, and what follows dO, is in `slopes`.
"""

from exercises.slips import updated
from exercises.slips.slopes import (
    BIASES,
    OF_SIGMOID,
    OF_TANH,
    RETURNED,
    SLOPE,
    SLOPES,
    THROUGH,
    WEIGHTS,
    in_first,
)
from grader.core.exercise import Mistake

FUNCTION = "f = ACTIVATION[act]"
AFFINE = "Os[-1] @ W + b"
HIDDEN_ONLY = "f(Zs[-1]) if len(Os) < L else Zs[-1]"
INPUTS = "inputs = Os[i - 1]"
ACROSS = "In the bias gradients you sum over the wrong axis: over what does a gradient add up?"
ADDED_UP = "The bias gradients add up the units too; each unit has a bias of its own."
BACK = "Ws[i - 1].T"
EMPTY = "dWs, dbs = [None] * L, [None] * L"

NOT_BACK = (
    "You use the gradient at the output in every layer; it must be taken back layer by layer."
)
NO_WEIGHTS = "On the way back the weights are missing."
NO_TRANSPOSE = "On the way back a transpose is missing: compare the shapes of both sides."
OWN_OUTPUT = (
    "The weight gradients are off by one: take what goes into the layer, not what comes out of it."
)
NOT_ACTIVATED = (
    "The weight gradients use pre-activations; what goes into a layer is the activated output of "
    "the one before."
)
OF_NETWORK = (
    "The weight gradients use the input of the network in every layer; each layer has an input of "
    "its own."
)
TURNED = "The weight gradients are transposed; a gradient has the shape of its parameter."
STRAIGHT = "The first hidden layer has no activation; every layer but the last one has."
NO_FIRST = "if len(Os)", "if 1 < len(Os)"
FLAT_FIRST = SLOPE, f"{SLOPE}\n            slope = 1.0 if i == 2 else slope"
ALL_OF_THEM = "< L else", "<= L else"


FORWARD = (
    Mistake("FW-NOBIAS", "The biases are never added.", (AFFINE, "Os[-1] @ W")),
    Mistake(
        "FW-ACTOUT",
        "Your output layer has an activation; it is linear.",
        ALL_OF_THEM,
    ),
    Mistake("FW-NOACT1", STRAIGHT, NO_FIRST),
)

FORWARD_AND_BACK = (
    Mistake("FW-NOACT1/both", STRAIGHT, NO_FIRST, FLAT_FIRST),
    # By who finds the derivative of an activation from its output, which is then the input.
    Mistake(
        "FW-NOACT1/outputs",
        STRAIGHT,
        NO_FIRST,
        in_first(OF_TANH, "tanh"),
        in_first(OF_SIGMOID, "sigmoid"),
    ),
    Mistake("FW-NOACT1/sigmoid-output", STRAIGHT, NO_FIRST, in_first(OF_SIGMOID, "sigmoid")),
)

CARRIERS = (
    Mistake(
        "WX-SAME",
        "On the way back you are off by one in the weights: which matrix lies between the two "
        "layers?",
        (BACK, "Ws[i - 2].T"),
    ),
    Mistake("WX-NOTRANS", NO_TRANSPOSE, (BACK, "Ws[i - 1]")),
    # The same by who goes back to the input of the network as well, where it fails for one layer.
    Mistake(
        "WX-NOTRANS/x",
        NO_TRANSPOSE,
        (BACK, "Ws[i - 1]"),
        (RETURNED, f"dZ @ Ws[0]\n    {RETURNED}"),
    ),
    Mistake(
        "WX-DW",
        "You go back through the gradient of the weights; the chain rule goes back through the "
        "weights.",
        (BACK, "dWs[i - 1].T"),
    ),
    updated("WX-UPDATED", BACK, "(Ws[i - 1] - 0.1 * dWs[i - 1]).T"),
    Mistake("WX-NONE", NO_WEIGHTS, (BACK, "np.ones(Ws[i - 1].T.shape)")),
    # The same without a product, which fails where neighbouring layers differ in width.
    Mistake("WX-NONE/same", NO_WEIGHTS, (f"dZ @ {BACK}", "1.0 * dZ")),
    Mistake(
        "NM-EACH",
        "You divide by N again in every layer; 1/N belongs to the loss and enters once.",
        ("dO = dZ @", "dO = dZ / len(dZ) @"),
    ),
    Mistake("LP-NOPROP", NOT_BACK, (THROUGH, "dZ = 1.0 * dU")),
    Mistake("LP-NOPROP/same", NOT_BACK, (f"dZ @ {BACK}", "1.0 * dZ"), (THROUGH, "dZ = 1.0 * dU")),
)

GRADIENTS = (
    Mistake("IX-SAME", OWN_OUTPUT, (INPUTS, "inputs = Os[i]")),
    # By who treats the last layer apart.
    Mistake("IX-SAME/hidden", OWN_OUTPUT, (INPUTS, "inputs = Os[i] if i < L else Os[i - 1]")),
    Mistake("IX-Z", NOT_ACTIVATED, (INPUTS, "inputs = Zs[i - 1] if i > 1 else Os[0]")),
    Mistake(
        "IX-Z/hidden",
        NOT_ACTIVATED,
        (INPUTS, "inputs = Zs[i - 1] if 1 < i < L else Os[i - 1]"),
    ),
    Mistake("IX-X", OF_NETWORK, (INPUTS, "inputs = Os[0]")),
    Mistake("IX-X/hidden", OF_NETWORK, (INPUTS, "inputs = Os[0] if i < L else Os[i - 1]")),
    Mistake("DW-T", TURNED, (WEIGHTS, f"({WEIGHTS}).T")),
    Mistake("DW-T/returned", TURNED, (RETURNED, "return [dW.T for dW in dWs], dbs")),
    Mistake(
        "DB-SHAPE",
        "The bias gradients must be rows, like the biases: keep the axis when you sum.",
        (BIASES, "dZ.sum(axis=0)"),
    ),
    Mistake(
        "DB-MEAN",
        "The bias gradients are N times too small: you average, but 1/N is already inside.",
        (BIASES, "dZ.mean(axis=0, keepdims=True)"),
    ),
    Mistake(
        "DW-MEAN",
        "The weight gradients are N times too small: 1/N is already inside.",
        (WEIGHTS, f"{WEIGHTS} / len(dZ)"),
    ),
    Mistake("DB-TOTAL", ADDED_UP, (BIASES, "np.full((1, dZ.shape[1]), dZ.sum())")),
    Mistake("DB-TOTAL/one", ADDED_UP, (BIASES, "dZ.sum(keepdims=True)")),
    Mistake("DB-TOTAL/number", ADDED_UP, (BIASES, "dZ.sum()")),
    Mistake("DB-AXIS1", ACROSS, (BIASES, "dZ.sum(axis=1, keepdims=True)")),
    Mistake("DB-AXIS1/row", ACROSS, (BIASES, "dZ.sum(axis=1)[None]")),
    Mistake("DB-AXIS1/flat", ACROSS, (BIASES, "dZ.sum(axis=1)")),
    Mistake(
        "DB-NOSUM",
        "The bias gradients have a row for every example; all of them share the bias.",
        (BIASES, "1.0 * dZ"),
    ),
    Mistake(
        "DB-ZERO",
        "The bias gradients are 0; the output depends on the biases too.",
        (BIASES, "np.zeros((1, dZ.shape[1]))"),
    ),
    Mistake(
        "DB-FROMDW",
        "In the bias gradients you add up rows of the weight gradient; the bias does not meet the "
        "input of the layer.",
        (BIASES, "dWs[i - 1].sum(axis=0, keepdims=True)"),
    ),
)

LOOPS = (
    Mistake(
        "LP-REV",
        "The gradients come in reverse order: the first layer's first.",
        (RETURNED, "return dWs[::-1], dbs[::-1]"),
    ),
    Mistake(
        "LP-REVB",
        "The bias gradients come in reverse order: the first layer's first.",
        (RETURNED, "return dWs, dbs[::-1]"),
    ),
    Mistake(
        "LP-REVW",
        "The weight gradients come in reverse order: the first layer's first.",
        (RETURNED, "return dWs[::-1], dbs"),
    ),
    Mistake(
        "LP-FIRST",
        "Your loop stops too early: the gradients of the first layer stay 0.",
        ("range(L, 0, -1)", "range(L, 1, -1)"),
        (
            EMPTY,
            "dWs = [np.zeros_like(W) for W in Ws]\n"
            "    dbs = [np.zeros((1, W.shape[1])) for W in Ws]",
        ),
    ),
    Mistake(
        "LP-FIRST/none",
        "Your loop stops too early: the gradients of the first layer stay empty.",
        ("range(L, 0, -1)", "range(L, 1, -1)"),
    ),
)

BACKWARD = (*SLOPES, *CARRIERS, *GRADIENTS, *LOOPS)
