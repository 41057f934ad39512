"""The slips in the derivative of the activation, on the way back through L layers.

df = DERIVATIVE[act]

dZ = dU
    for i in range(L, 0, -1):
        dWs[i - 1] = inputs.T @ dZ
        dbs[i - 1] = dZ.sum(axis=0, keepdims=True)
        if i > 1:
            z = Zs[i - 1]
            slope = df(z)
            dZ = dO * slope
"""

from grader.core.exercise import Mistake

RULE = "df = DERIVATIVE[act]"
START = "    dZ = dU"
WEIGHTS = "inputs.T @ dZ"
BIASES = "dZ.sum(axis=0, keepdims=True)"
Z = "z = Zs[i - 1]"
SLOPE = "slope = df(z)"
RETURNED = "return dWs, dbs"
THROUGH = "dZ = dO * slope"

BESIDE = START, f"{START}\n    dO = dZ"  # there is a dO at the output as well

AT_OUTPUT = (
    "You evaluate the derivative of the activation at the output of the layer{}; it belongs to "
    "what goes into the activation (or your z were overwritten by the activation)."
)
RAW = (
    "Your rule for the derivative of the activation{} is written for its output, but you put its "
    "input in."
)
AT_ZERO = "Your derivative of the ReLU is not 0 where its input is exactly 0; in this course it is."
NEXT = "The derivative of the activation is off by one: you take it one layer too late."
AT_INPUT = (
    "The derivative of the activation is off by one: you take it one layer too early, and at the "
    "input of the network for the first hidden layer."
)
WRAPPED = (
    "The derivative of the activation is off by one: you take it one layer too early, and in the "
    "first hidden layer the index then becomes −1, the last entry of a list."
)
NO_SQUARE = "In your derivative of the tanh a square is missing."
RELU_FOR_ALL = "You use the derivative of the ReLU whatever act says."
UNSLOPED = "On the way back through a hidden layer the derivative of the {} is missing."
LATE = (
    "In the hidden layers the {} gradients are computed before the derivative of the activation "
    "has entered."
)


def sloped(rule, *names):
    """Another rule for the derivative of these activations, wherever it is used."""
    return (RULE, f"{RULE}\n    if act in {names!r}:\n        df = lambda z: {rule}")


def in_first(rule, name):
    """Another rule for this activation in the first hidden layer only."""
    return (SLOPE, f"{SLOPE}\n            slope = {rule} if i == 2 and act == {name!r} else slope")


OF_TANH, OF_SIGMOID = "1 - z ** 2", "z * (1 - z)"  # where z stands for the output
RAW_TANH, RAW_SIGMOID = sloped(OF_TANH, "tanh"), sloped(OF_SIGMOID, "sigmoid")


def from_output(relu):
    """The derivative of each activation, from the output o of the layer before."""
    rules = f"{{'relu': {relu}, 'tanh': 1 - o * o, 'sigmoid': o * (1 - o)}}[act]"
    return f"o = Os[i - 2]\n            slope = {rules}"


def only(name):
    """The derivative at the output for one activation, at the input for the others."""
    return f"z = (Os if act == {name!r} else Zs)[i - 1]"


SLOPES = (
    Mistake("MK-GE", AT_ZERO, sloped("(z >= 0)", "relu")),
    Mistake("MK-GE/half", AT_ZERO, sloped("np.heaviside(z, 0.5)", "relu")),
    Mistake(
        "AD-NONE",
        "On the way back through a hidden layer the derivative of the activation is missing.",
        (THROUGH, "dZ = 1.0 * dO"),
    ),
    Mistake("AD-ATO", AT_OUTPUT.format(""), (Z, "z = Os[i - 1]")),
    Mistake("AD-ATO/tanh", AT_OUTPUT.format(" where it is a tanh"), (Z, only("tanh"))),
    Mistake("AD-ATO/sigmoid", AT_OUTPUT.format(" where it is a sigmoid"), (Z, only("sigmoid"))),
    Mistake("AD-RAW", RAW.format(""), RAW_TANH, RAW_SIGMOID),
    Mistake("AD-RAW/tanh", RAW.format(" tanh"), RAW_TANH),
    Mistake("AD-RAW/sigmoid", RAW.format(" sigmoid"), RAW_SIGMOID),
    Mistake(
        "AD-SIGMA",
        "On the way back you multiply by the value of the activation; the chain rule asks for its "
        "derivative.",
        (SLOPE, "slope = Os[i - 1]"),
    ),
    Mistake("AD-TANH", NO_SQUARE, sloped("1 - np.tanh(z)", "tanh")),
    Mistake("AD-TANH/cosh", NO_SQUARE, sloped("1 / np.cosh(z)", "tanh")),
    Mistake(
        "AD-SIGMOID/one",
        "Your derivative of the sigmoid lacks one of its two factors.",
        sloped("1 / (1 + np.exp(z))", "sigmoid"),
    ),
    Mistake(
        "AD-SIGMOID",
        "Your derivative of the sigmoid lacks one of its two factors.",
        sloped("1 / (1 + np.exp(-z))", "sigmoid"),
    ),
    Mistake("AD-RELU", RELU_FOR_ALL, sloped("(z > 0)", "tanh", "sigmoid")),
    # The same by who looks at the output, which is positive where it is a sigmoid.
    Mistake(
        "AD-RELU/output",
        RELU_FOR_ALL,
        (SLOPE, f"{SLOPE}\n            slope = (Os[i - 1] > 0) if act != 'relu' else slope"),
    ),
    Mistake("AD-NONE/relu", UNSLOPED.format("ReLU"), sloped("1.0", "relu")),
    Mistake("AD-NONE/tanh", UNSLOPED.format("tanh"), sloped("1.0", "tanh")),
    Mistake("AD-NONE/sigmoid", UNSLOPED.format("sigmoid"), sloped("1.0", "sigmoid")),
    Mistake(
        "MK-DH",
        "For the ReLU you mask by the sign of the gradient; what counts is whether the unit was on "
        "in the forward pass.",
        (SLOPE, f"{SLOPE}\n            slope = (dO > 0) if act == 'relu' else slope"),
    ),
    Mistake(
        "AD-NEXT",
        NEXT,
        (Z, "z = Zs[i]"),
    ),
    # The same by who goes back to the input of the network as well, where it mostly fails.
    Mistake(
        "AD-NEXT/x", NEXT, (Z, "z = Zs[i]"), (RETURNED, f"dZ @ Ws[0].T * df(Zs[1])\n    {RETURNED}")
    ),
    Mistake("AD-PREV", WRAPPED, (Z, "z = Zs[i - 2] if i > 2 else Zs[L]")),
    # The same where the list has no entry for the output layer.
    Mistake("AD-PREV/hidden", WRAPPED, (Z, "z = Zs[i - 2] if i > 2 else Zs[L - 1]")),
    Mistake("AD-PREV/x", AT_INPUT, (Z, "z = Zs[i - 2] if i > 2 else Os[0]")),
    # The same by who finds the derivative of an activation from its output.
    Mistake("AD-PREV/output", AT_INPUT, (SLOPE, from_output("1.0 * (o > 0)"))),
    Mistake(
        "AD-PREV/first",
        "The derivative of the activation is off by one: you take it one layer too early, except "
        "in the first hidden layer.",
        (Z, "z = Zs[max(i - 2, 1)]"),
    ),
    Mistake(
        "AD-TWICE",
        "The derivative of the activation enters twice in every hidden layer.",
        (THROUGH, "dZ = dO * slope * slope"),
    ),
    Mistake(
        "AD-AFTER",
        "In the hidden layers you compute the gradients of W and b before the derivative of the "
        "activation has entered; go back to the pre-activations first.",
        BESIDE,
        (WEIGHTS, "inputs.T @ dO"),
        (BIASES, "dO.sum(axis=0, keepdims=True)"),
    ),
    Mistake(
        "AD-DWLATE",
        LATE.format("weight"),
        BESIDE,
        (WEIGHTS, "inputs.T @ dO"),
    ),
    Mistake(
        "AD-DBLATE",
        LATE.format("bias"),
        BESIDE,
        (BIASES, "dO.sum(axis=0, keepdims=True)"),
    ),
    Mistake(
        "AD-OUT",
        "The derivative of the activation enters at the output too; that layer is linear.",
        (START, "    dZ = dU * df(Zs[L])"),
    ),
)

# Where X has negative entries, too, and goes into a ReLU.
SIGN_OF_OUTPUT = Mistake("AD-PREV/output-sign", AT_INPUT, (SLOPE, from_output("np.sign(o)")))
