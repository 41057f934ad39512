"""From nothing but arrays: which mistakes, which outputs are right, what an error means."""

import dataclasses
import math
import time

import numpy as np
import pytest

from exercises.activations import ACTIVATION, DERIVATIVE
from exercises.deep.mlp_grads import exercise as mlp_grads
from exercises.linear_gradient.affine_grads import exercise as affine
from exercises.linear_gradient.linear_loss_grads import exercise as linear_loss_grads
from exercises.loss.linear_loss import exercise as linear_loss
from exercises.softmax.softmax import exercise as softmax
from grader.core.diagnosis.errors import cause, told, with_names
from grader.core.diagnosis.shelf import Nowhere
from grader.core.diagnosis.signature import Signature
from grader.core.exercise import Case, Mistake, Part
from grader.core.grade import grade, pose
from grader.core.kinds import Code
from grader.core.local import runner
from grader.core.run import Raised
from tests.core import toys


def judged(answer, exercise=affine):
    answer.__name__ = exercise.reference.__name__
    return grade(exercise, pose(exercise, "ana"), "(ours)", runner(answer), time.perf_counter)


def named(result):
    return [mistake.id for mistake in result.diagnosis.mistakes]


def test_mistakes_in_different_outputs_are_found_together():
    result = judged(lambda A, dZ: (dZ.T @ A, dZ.mean(axis=0)))
    assert set(named(result)) == {"DW-T", "DB-MEAN", "DB-SHAPE"}
    assert result.diagnosis.certainty == "exact"


def test_a_factor_that_nobody_foresaw_is_read():
    result = judged(lambda A, dZ: (A.T @ dZ * A.shape[1], dZ.sum(axis=0, keepdims=True)))
    assert result.feedback == "db is right. dW is m times too large."


def test_a_wrong_sign_is_read():
    assert (
        "dW has the wrong sign."
        in judged(lambda A, dZ: (-A.T @ dZ, dZ.sum(0, keepdims=True))).feedback
    )


def test_a_known_mistake_is_named_in_part_beside_an_unknown_one():
    result = judged(lambda A, dZ: (np.sin(A.T @ dZ), dZ.mean(axis=0, keepdims=True)))
    assert result.diagnosis.certainty == "partial"
    assert named(result) == ["DB-MEAN"]
    assert "at least one more mistake" in result.feedback


def test_nothing_is_claimed_of_what_nobody_knows():
    result = judged(lambda A, dZ: (np.sin(A.T @ dZ), np.cos(dZ.sum(axis=0, keepdims=True))))
    assert result.diagnosis.certainty == "unknown"
    assert named(result) == []


def test_zeros_prove_nothing():
    def zeros(A, dZ):
        return np.zeros((A.shape[1], dZ.shape[1])), np.zeros((1, dZ.shape[1]))

    assert named(judged(zeros)) == []


def test_single_precision_is_no_obstacle():
    def program(A, dZ):
        A, dZ = A.astype(np.float32), dZ.astype(np.float32)
        return A.T @ dZ / np.float32(len(A)), dZ.sum(axis=0, keepdims=True) / np.float32(len(A))

    assert named(judged(program)) == ["NM-AGAIN"]


def test_an_error_of_arithmetic_is_the_overflow_of_numpy():
    def program(U):
        return np.array([[math.exp(u) / sum(map(math.exp, row)) for u in row] for row in U])

    assert named(judged(program, softmax)) == ["SM-UNSTABLE"]


def test_an_overflow_on_the_way_may_end_as_nan_where_ours_does_not():
    assert named(judged(lambda U: np.exp(U) / (1 + np.exp(U)), softmax)) == ["SM-SIGMOID"]


def test_a_nan_where_nothing_overflows_leaves_the_explanation_of_the_rest_partial():
    result = judged(lambda U: U / 0 if len(U) == 4 else 1 / (1 + np.exp(-U)), softmax)
    assert (result.diagnosis.certainty, named(result)) == ("partial", ["SM-SIGMOID"])


def test_where_all_that_is_finite_is_right_nothing_is_explained():
    result = judged(lambda U: U / 0 if len(U) == 4 else softmax.reference(U), softmax)
    assert (result.diagnosis.certainty, named(result)) == ("unknown", [])


def test_an_overflow_is_one_mistake_more():
    def program(X, y, W, b, alpha):
        P = softmax.reference(X @ W)
        data = -np.log10(P[np.arange(len(y)), y]).mean()
        return data + alpha / 2 * (abs(W).sum() + abs(b).sum())

    result = judged(program, linear_loss)
    assert named(result) == ["FW-NOBIAS", "CE-LOG0", "CE-LOG10", "PEN-ABS"]
    assert result.diagnosis.certainty == "exact"


def test_an_explanation_must_hold_for_other_numbers_too():
    known = {}

    def remembers(A, dZ):
        """Right for the first seven examples that it meets, averaged ever after."""
        first = known.setdefault(A.shape, A.tobytes()) == A.tobytes()
        db = dZ.mean(axis=0, keepdims=True)
        return A.T @ dZ, db if first else db + 1

    assert named(judged(remembers)) == []


def test_a_wrong_shape_may_raise_where_a_line_is_written_in_place():
    def program(A, dZ):
        db = dZ.sum(axis=1, keepdims=True)
        db += np.zeros((1, dZ.shape[1]))
        return A.T @ dZ, db

    assert named(judged(program)) == ["DB-AXIS1"]


def test_a_call_that_raised_is_not_explained_by_one_that_fits():
    def program(A, dZ):
        if len(A) != A.shape[1]:
            raise ValueError("another cause")
        return A.T @ dZ / len(A), dZ.sum(axis=0, keepdims=True) / len(A)

    assert named(judged(program)) == []


def network(back):
    """A network of L layers that goes back through `back(dZ, W, slope)`, down to its input."""

    def program(X, y, Ws, bs, act):
        f, df = ACTIVATION[act], DERIVATIVE[act]
        Os, Zs = [X], []
        for W, b in zip(Ws, bs, strict=True):
            Zs.append(Os[-1] @ W + b)
            Os.append(f(Zs[-1]))
        P = softmax.reference(Zs[-1])
        P[np.arange(len(y)), y] -= 1
        dZ, dWs, dbs = P / len(y), [], []
        for i in reversed(range(len(Ws))):
            dWs.insert(0, Os[i].T @ dZ)
            dbs.insert(0, dZ.sum(axis=0, keepdims=True))
            dZ = back(dZ, Ws[i], df(Zs[i - 1]))
        return dWs, dbs

    return program


def test_a_mistake_that_goes_back_to_the_input_may_raise_there():
    result = judged(network(lambda dZ, W, slope: dZ @ W * slope), mlp_grads)
    assert "On the way back a transpose is missing" in result.feedback


def test_a_call_in_which_a_mistake_does_not_show_is_not_raised_by_it():
    """Where there is one layer only, nothing is taken back: what raises there is something else."""
    unchanged = network(lambda dZ, W, slope: dZ + 0 * slope)

    def raises(X, y, Ws, bs, act):
        if len(Ws) == 1:
            raise ValueError("another cause")
        return unchanged(X, y, Ws, bs, act)

    assert named(judged(unchanged, mlp_grads)) == ["LP-NOPROP"]
    assert judged(raises, mlp_grads).diagnosis.certainty != "exact"


def test_an_output_that_is_never_finite_names_no_mistake():
    def program(X, y, W, b, alpha):
        loss, dW, db = linear_loss_grads.reference(X, y, W, b, alpha)
        return loss * np.nan, dW, db - alpha * b

    result = judged(program, linear_loss_grads)
    assert (result.diagnosis.certainty, named(result)) == ("partial", ["RG-B-NONE"])


def test_how_far_an_overflow_goes_is_no_matter():
    form, call = ((2,), (2,)), np.array([0, 0, 1, 1])
    slack = np.full(4, 1e-9)
    known = Signature(form, np.array([1.0, 2.0, np.nan, 5.0]), slack, call)
    less, none = np.array([1.0, 2.0, np.inf, np.nan]), np.array([1.0, 2.0, 4.0, 5.0])
    assert known.gives(Signature(form, less, slack, call))
    assert not known.repeats(Signature(form, less, slack, call))
    assert not known.gives(Signature(form, none, slack, call))


class Filling:
    """A shelf that another process has not filled yet."""

    filling = True
    get, put = Nowhere.get, Nowhere.put


def test_no_answer_waits_for_groups_that_are_on_their_way(monkeypatch):
    exercise = dataclasses.replace(affine)

    def twice(A, dZ):
        return A.T @ dZ, dZ.mean(axis=0)

    monkeypatch.setattr("grader.core.diagnosis.shelf._shelves", [Filling()])
    assert named(judged(lambda A, dZ: (A.T @ dZ, dZ), exercise)) == ["DB-NOSUM"]
    assert named(judged(twice, exercise)) == []
    monkeypatch.setattr("grader.core.diagnosis.shelf._shelves", [Nowhere()])
    assert named(judged(twice, exercise)) == ["DB-MEAN", "DB-SHAPE"]


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("shapes (7,4) and (3,7) not aligned", "shapes (N=7,D=4) and (K=3,N=7) not aligned"),
        ("(size 7 is different from 4)", "(size N=7 is different from D=4)"),
        ("could not convert 7 to 4", "could not convert 7 to 4"),
        ("shape (1,3)", "shape (1,K=3)"),
    ],
)
def test_sizes_get_their_names(message, read):
    assert with_names(message, {"N": 7, "D": 4, "K": 3}) == read


def test_sizes_that_are_equal_keep_their_numbers():
    assert with_names("(4,4)", {"N": 4, "D": 4}) == "(4,4)"


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [
        ("ValueError", "matmul: Input operand 1 has a mismatch in its core dimension", "transpose"),
        ("ValueError", "operands could not be broadcast together with shapes", "axis"),
        ("IndexError", "index 3 is out of bounds for axis 1 with size 3", "labels run from 0"),
        ("NameError", "name 'np' is not defined", "import numpy"),
        ("NameError", "name 'dZ1' is not defined", "spelling"),
        ("TypeError", "unsupported operand type(s) for *: 'NoneType' and 'float'", "return"),
    ],
)
def test_an_error_has_a_likely_cause(kind, message, words):
    assert words in cause(Raised(kind, message))


def test_a_size_with_a_point_does_not_end_the_sentence_of_an_error():
    message = "Unable to allocate 745. GiB for an array. More of it."
    assert "745. GiB for an array. An array is far larger" in told(
        Raised("MemoryError", message), message
    )


def test_an_error_is_told_with_line_cause_and_names():
    result = judged(lambda A, dZ: (A @ dZ, dZ.sum(axis=0, keepdims=True)))
    assert named(result) == ["DW-NOXT"]
    other = judged(lambda A, dZ: (A @ dZ + 1, dZ.sum(axis=0, keepdims=True)))
    assert "(size N=7 is different from m=4)" in other.feedback


def loss_and_slope(w, c):
    """Return (loss, dw).  w: (D,)."""
    loss = float(np.sum(w**2) * c)
    dw = 2 * c * w
    return loss, dw


squares = Code(
    id="loss_and_slope",
    title="Loss and slope",
    prompt="…",
    reference=loss_and_slope,
    returns=("loss", "dw"),
    cases=lambda rng: [Case(f"case {i}", (rng.normal(size=4 + i), 0.7)) for i in range(3)],
    rubric=(Part("loss", 2), Part("dw", 2), Part("manners", 1, form=True)),
    mistakes=(Mistake("TWO", "The factor 2 is missing.", ("2 * c", "c")),),
    hints=toys.HINTS,
)


def test_two_mistakes_that_give_the_same_numbers_are_both_named():
    twice = Mistake("HALF", "You take half of c.", ("2 * c", "2 * (c / 2)"))
    both = dataclasses.replace(squares, mistakes=(*squares.mistakes, twice))
    result = judged(lambda w, c: (np.sum(w**2) * c, c * w), both)
    assert (named(result), [m.id for m in result.diagnosis.other]) == (["TWO"], ["HALF"])
    assert (
        result.feedback == "loss is right. Either the factor 2 is missing – or you take half of c."
    )
    assert result.points == judged(lambda w, c: (np.sum(w**2) * c, c * w), squares).points


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda w, c: (np.sum(w**2) * c, np.sin(w)), "Your loss is right; its numerical"),
        (lambda w, c: (np.sum(w**4) * c, 2 * c * w), "not the derivative of your loss"),
        (lambda w, c: (np.sum(w**4) * c, 4 * c * w**3), "gradients are the derivative of your"),
        (lambda w, c: (np.sum(w**4) * c, np.sin(w)), "is not its derivative either"),
    ],
)
def test_the_students_own_loss_decides_what_is_wrong(answer, words):
    assert words in judged(answer, squares).feedback
