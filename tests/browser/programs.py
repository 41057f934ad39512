"""Answers that the browser tests give."""

import inspect
import json

from grader import catalog, pose

NUMBER, FORMULA, FACTS, PROGRAM, INPUT, HINTED, MATRIX, TRAINING = (
    "digit_loss_value", "layer_parameters", "building_blocks", "affine_grads", "break_the_bias",
    "penalty_derivative", "score_gradient_by_hand", "train_linear",
)  # fmt: skip

RIGHT = """\
import numpy as np


def affine_grads(A, dZ):
    print("shapes", A.shape, dZ.shape)
    return A.T @ dZ, dZ.sum(axis=0, keepdims=True)
"""
AVERAGED = RIGHT.replace("dZ.sum", "dZ.mean")
CRASHES = RIGHT.replace("A.T @ dZ", "A.T @ missing")


def right_number(student="local"):
    exercise = catalog.exercise(NUMBER)
    return str(float(exercise.right(pose(NUMBER, student).parameters)))


def right_array(id, student="local"):
    exercise = catalog.exercise(id)
    return exercise.right(pose(id, student).parameters).tolist()


def true_letters(student="local"):
    question, exercise = pose(FACTS, student), catalog.exercise(FACTS)
    true = {option.text for option in exercise.statements(question.parameters) if option.true}
    pairs = zip(question.letters, question.options, strict=True)
    return "".join(letter for letter, text in pairs if text in true)


def inputs_for(id, student="local"):
    """An input on which nothing shows, and one that breaks this student's program."""
    exercise = catalog.exercise(id)
    mistake = exercise.planted(pose(id, student))
    return json.dumps(exercise.example), json.dumps(exercise.answers[mistake.id])


def reference(id):
    """The program that is right, for a function exercise."""
    return "import numpy as np\n\n\n" + inspect.getsource(catalog.exercise(id).reference)
