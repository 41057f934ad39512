"""What does a student read after an attempt?  What is right, the first thing wrong, at most."""

from collections.abc import Sequence

from grader.core.result import EXACT, PARTIAL, Check, Diagnosis

ALL_RIGHT = "Everything is right."
NOT_ALL = "There is at least one more mistake."
TOGETHER = "These mistakes together give exactly your numbers:"
IN_PART = "These mistakes explain a part of it:"
MOST = 3  # sentences


def several(count: int, what: str) -> str:
    """`1 answer`, `2 answers`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


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
        sentences = [ALL_RIGHT, more]
    elif diagnosis.certainty == EXACT:
        sentences = _fitted(diagnosis, TOGETHER, more)
    elif diagnosis.certainty == PARTIAL:
        last = f"{NOT_ALL[:-1]}: {lowered(more)}" if more else NOT_ALL
        sentences = _fitted(diagnosis, IN_PART, last)
    else:
        wrong = next(check for check in checks if not check.passed)
        sentences = [praise(diagnosis.right), stopped or wrong.message, more]
    return " ".join(filter(None, sentences))


def items(diagnosis: Diagnosis) -> tuple[str, ...]:
    """A sentence for each mistake; two explanations that are equally good are joined by `or`."""
    one, two = ([m.feedback for m in some] for some in (diagnosis.mistakes, diagnosis.other))
    first, second = ([s for s in a if s not in b] for a, b in ((one, two), (two, one)))
    if not first or not second:
        return tuple(one)
    either = f"Either {_joined(first)} – or {_joined(second)}{second[-1][-1]}"
    return *(sentence for sentence in one if sentence in two), either


def _joined(sentences: Sequence[str]) -> str:
    return ", and ".join(lowered(sentence).rstrip(".?") for sentence in sentences)


def lowered(sentence: str) -> str:
    """A sentence as it goes on after a colon; a name at its beginning stays what it is."""
    ordinary = sentence.partition(" ")[0][1:].islower()
    return sentence[:1].lower() + sentence[1:] if ordinary else sentence


def _fitted(diagnosis: Diagnosis, head: str, last: str = "") -> list[str]:
    """At most three sentences: the first mistakes, joined by what is right if it gets too long."""
    right, mistakes = praise(diagnosis.right), items(diagnosis)
    room = MOST - bool(last)
    if len(mistakes) > room and not last:
        room -= 1
        last = f"There are {len(mistakes) - room} more mistakes after these."
    head = head if len(diagnosis.mistakes) > 1 else ""
    if right and len(mistakes[:room]) + bool(last) == MOST:
        right, head = "", f"{right[:-1]}; {lowered(head)}"
    return [right, head, *mistakes[:room], last]
