"""When do two sets of mistakes say the same?  `RG-W-NONE + RG-B-NONE` is `RG-NONE`."""

from collections.abc import Iterable

Label = frozenset[str]

FORMS = ("NONE", "DOUBLE", "HALF", "OVERN", "NOALPHA", "SIGN", "LOSS", "SQ", "L1")


def _same() -> Iterable[tuple[set[str], str]]:
    """Sets of mistakes that have a name of their own together."""
    yield {"CE-SUM", "NM-SUM"}, "AVG-SUM"
    yield {"CE-LABEL1", "DL-LABEL1"}, "LABEL1"
    yield {"CE-FANCY", "DL-FANCY"}, "FANCY"
    yield {"CE-K", "NM-K"}, "AVG-K"
    yield {"CE-MEANALL", "NM-NK"}, "AVG-NK"
    yield {"DW-LAST", "DB-LAST"}, "DL-LAST"
    yield {"NM-DBONLY", "NM-DWONLY"}, "NM-SUM"
    for form in FORMS:
        yield {f"RG-W-{form}", f"RG-B-{form}"}, f"RG-{form}"
        yield {f"RG-W1-{form}", f"RG-W2-{form}"}, f"RG-W-{form}"
        yield {f"RG-b1-{form}", f"RG-b2-{form}"}, f"RG-B-{form}"
    yield {"PEN-NONE", "RG-NONE"}, "RG-ALLNONE"
    yield {"PEN-NOHALF", "RG-DOUBLE"}, "RG-ALLDOUBLE"
    yield {"PEN-NOB", "RG-B-NONE"}, "RG-ALLNOB"
    yield {"PEN-OVERN", "RG-OVERN"}, "RG-ALLOVERN"
    yield {"MK-DBLATE", "MK-DWLATE"}, "MK-NONE"
    yield {"CE-SHIFT", "CE-NOTRUE"}, "CE-MAX"
    yield {"SM-AXIS0", "SM-MAXAXIS"}, "SM-AXIS0"
    # Without a logarithm there is no sign that would be the right one.
    yield {"CE-NOLOG", "CE-SIGN"}, "CE-NOLOG"
    yield {"CE-SCORES", "CE-SIGN"}, "CE-SCORES"
    yield {"PEN-NOB", "PEN-NOW"}, "PEN-NONE"
    yield {"DW-MEAN", "DB-MEAN"}, "NM-TWICE"
    yield {"DB1-MEAN", "DB2-MEAN"}, "DB-MEAN"
    yield {"AD-DBLATE", "AD-DWLATE"}, "AD-AFTER"
    yield {"LP-REVB", "LP-REVW"}, "LP-REV"


SAME = tuple(_same())


def label(text: str) -> frozenset[Label]:
    """The alternatives of `AVG-SUM | CE-SUM + NM-SUM`."""
    return frozenset(
        canonical(frozenset(id.strip() for id in choice.split("+"))) for choice in text.split("|")
    )


def canonical(ids: Label) -> Label:
    """Without the variants of a mistake (`CE-FANCY/sum`), and in the fewest names."""
    ids = frozenset(id.partition("/")[0] for id in ids)
    for several, one in SAME:
        if several <= ids:
            ids = ids - several | {one}
    return ids
