"""What does a student read after an attempt?  What is right, the first thing wrong, at most."""

from collections.abc import Sequence

from grader.core.result import EXACT, PARTIAL, Check, Diagnosis

ALL_RIGHT = "Everything is right."
NOT_ALL = "There is at least one more mistake."
TOGETHER = "These mistakes together give exactly your numbers:"


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def praise(right: Sequence[str]) -> str:
    if not right:
        return ""
    return f"{listed(right)} {'is' if len(right) == 1 else 'are'} right."


def feedback_on(
    checks: Sequence[Check], diagnosis: Diagnosis, stopped: str = "", more: str = ""
) -> str:
    """What is right, then the mistakes or the first thing wrong, then what else is known."""
    if all(check.passed for check in checks):
        return ALL_RIGHT
    sentences = [praise(diagnosis.right)]
    if diagnosis.certainty == EXACT:
        sentences += [TOGETHER] if len(diagnosis.mistakes) > 1 else []
        sentences += [mistake.feedback for mistake in diagnosis.mistakes]
    elif diagnosis.certainty == PARTIAL:
        sentences += [*(mistake.feedback for mistake in diagnosis.mistakes), NOT_ALL, more]
    else:
        wrong = next(check for check in checks if not check.passed)
        sentences += [stopped or wrong.message, more]
    return " ".join(filter(None, sentences))
