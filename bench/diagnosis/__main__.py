"""Grade every program of the corpus in the sandbox and print how often the mistake is named."""

import argparse
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from bench.diagnosis import corpus, measure
from bench.diagnosis.corpus import MUTANT, OUTSIDE, RIGHT
from bench.diagnosis.measure import EQUAL, FALSE, NAMED, OTHER_PART, SILENT, TRUE_PART, Measured
from bench.diagnosis.mutants import mutants

KINDS = ("single", "pair", "triple", OUTSIDE, RIGHT, MUTANT)
VERDICTS = (NAMED, EQUAL, TRUE_PART, OTHER_PART, SILENT, FALSE)


def main() -> None:
    options = _options()
    families = options.family or corpus.families()
    programs = [p for family in families for p in corpus.programs(family)]
    if options.mutants:
        programs += mutants(programs, options.mutants)
    chosen = [p for p in programs if options.half in (None, p.half)]
    measure.warmed(families, corpus.programs)
    found = [measure.measured(program) for program in chosen]
    for line in (*_verdicts(found, families), *_times(found, families), *_wrongs(found)):
        print(line)
    if options.failures:
        print(*_failures(found), sep="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.diagnosis", description=__doc__)
    parser.add_argument("--half", choices=("tune", "report"), help="only this half of them")
    parser.add_argument("--mutants", type=int, default=0, metavar="N", help="N random ones too")
    parser.add_argument("--failures", action="store_true", help="list every miss")
    parser.add_argument("--family", action="append", choices=corpus.FAMILIES)
    return parser.parse_args()


def _verdicts(found: Sequence[Measured], families: Iterable[str]) -> Iterator[str]:
    yield _row(("family", "kind", "programs", "exact %", *VERDICTS))
    for family in (*families, "all"):
        for kind in KINDS:
            some = [
                m for m in found if m.program.kind == kind and family in (m.program.family, "all")
            ]
            if some:
                counts = [sum(m.verdict == verdict for m in some) for verdict in VERDICTS]
                share = (
                    f"{100 * counts[0] / len(some):.1f}" if kind in corpus.KINDS.values() else ""
                )
                yield _row((family, kind, len(some), share, *counts))
    yield ""


def _times(found: Sequence[Measured], families: Iterable[str]) -> Iterator[str]:
    head = ("median", "95 %", "floor", "ratio", "alone", "95 %")
    yield _row(("family", "milliseconds", *head))
    for family in families:
        some = [m for m in found if m.program.family == family and m.program.kind != MUTANT]
        if some:
            seconds = np.array([m.seconds for m in some])
            median, late = 1e3 * np.quantile(seconds, (0.5, 0.95))
            floor = 1e3 * np.median([m.floor for m in some])
            ratio = np.median(seconds / [m.floor for m in some])
            alone = 1e3 * np.quantile([m.alone for m in some], (0.5, 0.95))
            yield _row((family, "", *(f"{x:.1f}" for x in (median, late, floor, ratio, *alone))))
    yield ""


def _wrongs(found: Sequence[Measured]) -> Iterator[str]:
    right = [m for m in found if m.program.kind == RIGHT]
    mutated = [m for m in found if m.program.kind == MUTANT]
    yield f"false explanations: {sum(m.verdict == FALSE for m in found)}"
    yield f"wrong programs with full marks: {sum(m.accepted_wrong for m in found)}"
    rejected = sum(not m.result.right for m in right)
    yield f"correct programs without full marks: {rejected} of {len(right)}"
    if mutated:
        changed = [m for m in mutated if m.wrong]
        raised = sum(m.raised for m in mutated)
        yield f"mutants that change a result: {len(changed)} of {len(mutated)}"
        yield f"mutants that only raise: {raised}"
        kept = sum(m.rejected_right for m in mutated)
        yield f"mutants that change none here, without full marks: {kept}"


def _failures(found: Sequence[Measured]) -> Iterator[str]:
    for m in found:
        labelled = bool(m.program.labels)
        missed = labelled and m.verdict != NAMED
        if missed or m.verdict == FALSE or m.accepted_wrong or m.rejected_right:
            notes = [m.verdict]
            notes += ["WRONG WITH FULL MARKS"] * m.accepted_wrong
            notes += [f"RIGHT WITH {m.result.points}"] * m.rejected_right
            yield f"{m.program.name}: {', '.join(notes)}: {' + '.join(sorted(m.named))}"


def _row(cells: Sequence[object]) -> str:
    widths = (22, 13, *(11,) * 10)
    return "".join(str(cell).ljust(width) for cell, width in zip(cells, widths, strict=False))


if __name__ == "__main__":
    main()
