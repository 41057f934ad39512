"""What does a student read after an attempt?  What is right, the first thing wrong, at most."""

from collections.abc import Sequence

from grader.core.result import EXACT, Check, Diagnosis

ALL_RIGHT = "Everything is right."
TOGETHER = "These mistakes together give exactly your numbers:"


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def praise(right: Sequence[str]) -> str:
    if not right:
        return ""
    return f"{listed(right)} {'is' if len(right) == 1 else 'are'} right."


def feedback_on(checks: Sequence[Check], diagnosis: Diagnosis, stopped: str = "") -> str:
    """At most three sentences and a praise: right parts first, then what to look at."""
    if all(check.passed for check in checks):
        return ALL_RIGHT
    sentences = [praise(diagnosis.right)]
    if diagnosis.certainty == EXACT:
        if len(diagnosis.mistakes) > 1:
            sentences.append(TOGETHER)
        sentences += [mistake.feedback for mistake in diagnosis.mistakes]
    else:
        wrong = next(check for check in checks if not check.passed)
        sentences.append(stopped or wrong.message)
    return " ".join(filter(None, sentences))
