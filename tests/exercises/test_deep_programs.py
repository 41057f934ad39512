"""Unit O: what a student's programs in another style earn, right and with slips."""

import pytest

from exercises.deep.backward import exercise as backward_exercise
from exercises.deep.forward import exercise as forward_exercise
from exercises.deep.mlp_grads import exercise
from exercises.deep.output_grads import exercise as output_exercise
from grader import grade
from tests.exercises.programs import judged, named

SIGMA = """
def sigma(z, act):
    if act == "relu":
        return np.maximum(z, 0)
    return np.tanh(z) if act == "tanh" else 1 / (1 + np.exp(-z))

def slope(z, act):
    s = sigma(z, act)
    return {"relu": (z > 0) * 1.0, "tanh": 1 - s * s, "sigmoid": s * (1 - s)}[act]
"""

# A student's network in another style than the reference: the lines that tests replace.
STYLE = (
    SIGMA
    + """
def mlp_grads(X, y, Ws, bs, act):
    cache, A = [], X
    for k in range(len(Ws)):
        Z = A.dot(Ws[k]) + bs[k]
        cache.append((A, Z))
        A = Z if k == len(Ws) - 1 else sigma(Z, act)
    onehot = np.eye(A.shape[1])[y]
    e = np.exp(A - A.max(axis=1)[:, None])
    delta = (e / e.sum(axis=1)[:, None] - onehot) / X.shape[0]
    dWs, dbs = [], []
    for k in reversed(range(len(Ws))):
        A, Z = cache[k]
        if k < len(Ws) - 1:
            delta = delta * slope(Z, act)
        dWs.insert(0, np.einsum("ni,nj->ij", A, delta))
        dbs.insert(0, np.sum(delta, axis=0)[None, :])
        delta = np.dot(delta, Ws[k].T)
    return dWs, dbs
"""
)


def edited(program, *edits):
    for old, new in edits:
        assert program.count(old) == 1
        program = program.replace(old, new)
    return program


SLOPE, OUTPUT, DB = "slope(Z, act)\n", "if k == len(Ws) - 1 else sigma(Z, act)", "np.sum(delta"
SLIPS = {
    "none": (8, [], []),
    "tuples": (8, [], [("return dWs, dbs", "return tuple(dWs), tuple(dbs)")]),
    "no slope": (3, ["AD-NONE"], [(SLOPE, "1\n")]),
    "slope at the output": (3, ["AD-ATO"], [(SLOPE, "slope(sigma(Z, act), act)\n")]),
    "z overwritten": (3, ["AD-ATO"], [(f"A = Z {OUTPUT}", f"Z[...] = Z {OUTPUT}; A = Z")]),
    "sum, not average": (3, ["NM-SUM"], [(" / X.shape[0]", "")]),
    "average in every layer": (3, ["NM-EACH"], [("Ws[k].T)", "Ws[k].T) / len(X)")]),
    "weights off by one": (3, ["WX-SAME"], [("Ws[k].T", "Ws[k - 1].T")]),
    "no transpose": (3, ["WX-NOTRANS/x"], [("Ws[k].T", "Ws[k]")]),
    "weights updated too early": (
        3,
        ["WX-UPDATED"],
        [
            ("    dWs, dbs = [], []", "    Ws, dWs, dbs = list(Ws), [], []"),
            ("        delta = np.dot", "        Ws[k] = Ws[k] - 0.1 * dWs[0]; delta = np.dot"),
        ],
    ),
    "pre-activations": (
        4,
        ["IX-Z"],
        [('"ni,nj->ij", A', '"ni,nj->ij", cache[k - 1][1] if k else X')],
    ),
    "last layer first": (
        3,
        ["LP-REV"],
        [("dWs.insert(0, ", "dWs.append("), ("dbs.insert(0, ", "dbs.append(")],
    ),
    "plain vectors": (7.5, ["DB-SHAPE"], [("[None, :])", ")")]),
    "activated output": (3, ["FW-ACTOUT"], [("Z if k == len(Ws) - 1 else sigma", "sigma")]),
    "softmax overflows": (7.5, ["SM-UNSTABLE"], [("A - A.max(axis=1)[:, None]", "A")]),
    "no labels, mean": (
        1.5,
        ["DL-NOSUB", "DB-MEAN"],
        [(" - onehot", ""), (DB, "np.mean(delta")],
    ),
    "no slope, no bias": (
        1.5,
        ["FW-NOBIAS", "AD-NONE"],
        [(SLOPE, "1\n"), (" + bs[k]", "")],
    ),
    "an unknown factor in the first layer": (
        4,
        [],
        [(SLOPE, "slope(Z, act) * (1 if k else 1.3)\n")],
    ),
    "one list": (0, [], [("return dWs, dbs", "return dWs")]),
    "three lists": (0, [], [("return dWs, dbs", "return dWs, dbs, 0")]),
    "zeros": (0, [], [("return dWs, dbs", "return [0 * W for W in Ws], [0 * b for b in bs]")]),
}


@pytest.mark.parametrize(("points", "mistakes", "edits"), SLIPS.values(), ids=SLIPS)
def test_a_network_earns_what_it_is_worth(points, mistakes, edits):
    result = judged(exercise, edited(STYLE, *edits))
    assert (result.points, named(result)) == (points, mistakes)


def test_layers_that_are_right_keep_their_points_and_are_named():
    wrong = edited(STYLE, *SLIPS["an unknown factor in the first layer"][2])
    result = judged(exercise, wrong)
    assert result.diagnosis.right == ("dW of the last layer", "dW of the layers between")


def test_lists_of_another_length_are_told_what_is_wanted():
    result = judged(exercise, edited(STYLE, ("return dWs, dbs", "return [0, *dWs], [0, *dbs]")))
    assert "two lists with as many entries as there are layers" in result.feedback


BACKWARD = (
    SIGMA
    + """
def backward(Zs, Os, Ws, dU, act):
    dWs, dbs, delta = [], [], dU
    for Z, O, W in list(zip(Zs, Os, Ws))[::-1]:
        dWs.append(O.T.dot(delta))
        dbs.append(delta.sum(0, keepdims=True))
        if Z is not None:
            delta = delta.dot(W.T) * slope(Z, act)
    return dWs[::-1], dbs[::-1]
"""
)
BACKWARD_SLIPS = {
    "none": (8, [], []),
    "no slope": (3, ["AD-NONE"], [("slope(Z, act)\n", "1\n")]),
    "z for o": (3, ["AD-RAW"], [("s = sigma(z, act)", "s = z")]),
    "derivative at 0": (7.79, ["MK-GE"], [("(z > 0)", "(z >= 0)")]),
    "input of the network": (3.5, ["IX-X"], [("O.T.dot", "Os[0].T.dot")]),
    "averages once more": (3, ["NM-AGAIN"], [("[], [], dU", "[], [], dU / len(dU)")]),
    "changes dU": (7.5, [], [("dbs.append", "dU *= 1.5; dU /= 1.5; dU += 1e-14; dbs.append")]),
    "no slope, mean": (
        2.5,
        ["DB-MEAN", "AD-NONE"],
        [("slope(Z, act)\n", "1\n"), ("delta.sum(", "delta.mean(")],
    ),
}


@pytest.mark.parametrize(
    ("points", "mistakes", "edits"), BACKWARD_SLIPS.values(), ids=BACKWARD_SLIPS
)
def test_a_backward_pass_earns_what_it_is_worth(points, mistakes, edits):
    result = judged(backward_exercise, edited(BACKWARD, *edits))
    assert (result.points, named(result)) == (points, mistakes)


FORWARD = (
    SIGMA
    + """
def forward(X, Ws, bs, act):
    Zs, Os = [None], [X]
    for i, W in enumerate(Ws, 1):
        z = np.dot(Os[i - 1], W) + bs[i - 1]
        o = z if i == len(Ws) else sigma(z, act)
        Zs.append(z)
        Os.append(o)
    return Zs, Os
"""
)
FORWARD_SLIPS = {
    "none": (5, [], []),
    "activated output": (2.5, ["FW-ACTOUT"], [("z if i == len(Ws) else ", "")]),
    "always tanh": (2.8, ["O2-TANH"], [("else sigma(z, act)", "else np.tanh(z)")]),
    "overwritten": (2.5, ["O2-OVERWRITE"], [("Zs.append(z)", "z[...] = o; Zs.append(z)")]),
    "from z": (1.6, ["O2-Z"], [("np.dot(Os[i - 1]", "np.dot(Zs[i - 1] if i > 1 else X")]),
    "no None": (1.6, ["O2-NONE"], [("[None], [X]", "[], [X]")]),
    "biases changed": (
        4,
        ["O2-ALIAS"],
        [(" + bs[i - 1]\n", "\n        bs[i - 1] += z[0]; z = z + bs[i - 1] - z[0]\n")],
    ),
}


@pytest.mark.parametrize(("points", "mistakes", "edits"), FORWARD_SLIPS.values(), ids=FORWARD_SLIPS)
def test_a_forward_pass_earns_what_it_is_worth(points, mistakes, edits):
    result = judged(forward_exercise, edited(FORWARD, *edits))
    assert (result.points, named(result)) == (points, mistakes)


OUTPUT_GRADS = """
def output_grads(U, y, loss):
    if loss == "ce":
        e = np.exp(U - np.max(U, axis=1, keepdims=True))
        d = e / np.sum(e, axis=1, keepdims=True) - np.eye(U.shape[1])[y]
    else:
        d = 2 * (U - y)
    return d / U.shape[0]
"""
OUTPUT_SLIPS = {
    "none": (4, [], []),
    "no factor 2": (2.25, ["L1-NO2"], [("2 * (U - y)", "U - y")]),
    "mean of all": (0.7, ["O3-MEANALL", "NM-NK"], [("U.shape[0]", "U.size")]),
    "no average": (1.4, ["NM-SUM/both"], [(" / U.shape[0]", "")]),
    "overflows": (3.65, ["SM-UNSTABLE"], [("U - np.max(U, axis=1, keepdims=True)", "U")]),
    "squared for both": (2.25, ["O3-SAME"], [("e / np.sum(e, axis=1, keepdims=True)", "2 * U")]),
}


@pytest.mark.parametrize(("points", "mistakes", "edits"), OUTPUT_SLIPS.values(), ids=OUTPUT_SLIPS)
def test_gradients_at_the_output_earn_what_they_are_worth(points, mistakes, edits):
    result = judged(output_exercise, edited(OUTPUT_GRADS, *edits))
    assert (result.points, named(result)) == (points, mistakes)


@pytest.mark.parametrize(
    ("id", "answer", "points"),
    [
        ("deep_shapes", "one row for each example", 0),
        ("deep_shapes", "0x0", 0),
        ("two_passes", "A B C D E F G H", 1),
        ("two_passes", "none", 0),
        ("cost_of_a_gradient", "0", 0),
    ],
)
def test_odd_answers_earn_little(id, answer, points):
    assert grade(id, answer, student="ana").points == points
