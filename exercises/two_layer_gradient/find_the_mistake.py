"""Slide "Gradient of the first layer": one line is wrong.  Which one, and what does it spoil?"""

from exercises.planted import COMMENTS, OUTPUTS, PLANTED, affected, wrong_line, wrong_lines
from grader.core.kinds import Multi, Option

PROMPT = r"""
The program below should return the loss (average cross-entropy plus penalty) and all gradients of
the two-layer network. **One line was changed**, and now it is wrong. Nothing raises an error, since
there are N = 7 examples, D = 3 inputs, H = 4 hidden units and K = 4 classes.

```python
«code»
```

Select the one line that is wrong, and every output that it affects: which of loss, dW1, db1, dW2,
db2 differ from those of the right program?
"""

LINES_OFFERED = 7


def numbered(lines):
    return "\n".join(f"{number:2}  {line}" for number, line in enumerate(lines, 1))


PROGRAMS = {numbered(wrong_lines(mistake)): mistake for mistake in PLANTED}


def draw(rng):
    """A program, and the lines to choose from.  Which mistake it is follows from the program."""
    code, mistake = list(PROGRAMS.items())[rng.integers(len(PROGRAMS))]
    bad = wrong_line(mistake)
    others = [number for number, text in enumerate(COMMENTS, 1) if text and number != bad]
    lines = [bad, *rng.choice(others, LINES_OFFERED - 1, replace=False).tolist()]
    return {"code": code, "lines": sorted(lines)}


def options(parameters):
    mistake = PROGRAMS[parameters["code"]]
    return [
        *(line_option(mistake, number) for number in parameters["lines"]),
        *(output_option(mistake, name) for name in OUTPUTS),
    ]


def line_option(mistake, number):
    text = f"line {number}: `{wrong_lines(mistake)[number - 1].strip()}`"
    if number == wrong_line(mistake):
        return Option(text, True, mistake.feedback, "line")
    return Option(
        text, False, f"Line {number} is right: it computes {COMMENTS[number - 1]}.", "line"
    )


def output_option(mistake, name):
    hit, bad = name in affected(mistake), wrong_line(mistake)
    why = f"{name} {'is computed from' if hit else 'does not depend on'} line {bad}."
    return Option(f"affected: {name}", hit, why, "affected outputs")


exercise = Multi(
    title="Find the mistake",
    slide="Gradient of the first layer",
    prompt=PROMPT,
    conventions="G1 G3 G4 G5",
    needs=("two_layer_loss_grads",),
    draw_parameters=draw,
    options=options,
    marks=4,
    parts=(("line", 3), ("affected outputs", 1)),
    hints=(
        "Write the shape behind every line, and what the line should compute.",
        "Which of the five outputs would differ from a numerical gradient?",
        "Start from the last output that is still right: the mistake comes after it, or beside it.",
    ),
)
