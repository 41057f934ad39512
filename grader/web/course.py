"""Where is a student in the course?  The list of exercises, and the ways to their neighbours."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from grader import catalog
from grader.catalog import Entry
from grader.records import Records
from grader.web.people import LOCAL
from grader.web.words import amount, literal, sentence, sign

DONE, BEGUN, OPEN = "done", "begun", "open"
# By keyboard, past the whole list.
SKIP = '<a class="skip" href="#question">Skip to the exercise</a>'
_SIGNS = {DONE: ("✓", "done"), BEGUN: ("◐", "begun"), OPEN: ("○", "open")}


@dataclass(frozen=True)
class Progress:
    """The best points of one student by exercise, and which exercises are solved."""

    best: Mapping[str, float]
    solved: Collection[str]

    @classmethod
    def of(cls, records: Records, student: str) -> "Progress":
        return cls(records.earned(student), records.solved(student))

    def state(self, entry: Entry) -> str:
        id = entry.exercise.id
        if id not in self.best:
            return OPEN
        return DONE if id in self.solved else BEGUN

    def earned(self, entries: Iterable[Entry]) -> float:
        return sum(self.best.get(entry.exercise.id, 0.0) for entry in entries)


def units(entries: Iterable[Entry]) -> list[tuple[str, str, list[Entry]]]:
    """Letter, title and exercises of every unit that has any."""
    found: dict[str, tuple[str, str, list[Entry]]] = {}
    for entry in entries:
        unit = entry.unit
        found.setdefault(unit.letter, (unit.letter, unit.title, []))[2].append(entry)
    return list(found.values())


def contents(progress: Progress, current: str = "") -> str:
    """The list of all exercises, unit by unit, as links."""
    every = catalog.entries()
    total = sum(entry.exercise.points for entry in every)
    head = (
        f'<a class="home{"" if current else " here"}" href="?">Overview'
        f'<span class="points">{amount(progress.earned(every))}/{amount(total)}</span></a>'
    )
    lists = "".join(_unit(*unit, progress, current) for unit in units(every))
    return f'{SKIP}<div class="contents" role="navigation">{head}{lists}</div>'


def beside(records: Records, student: str, current: str = "") -> str:
    """What stands beside an exercise: the list of all, and whose page it is."""
    return contents(Progress.of(records, student), current) + who(student)


def who(student: str) -> str:
    """Whose page it is, and the way out for people who signed in."""
    leave = "" if student == LOCAL else '<p class="leave"><a href="/signout">Sign out</a></p>'
    # The script keeps drafts under the name.
    return f'<p class="who">{literal(student)}</p>{leave}'


def _unit(letter: str, title: str, entries: list[Entry], progress: Progress, current: str) -> str:
    here = any(entry.exercise.id == current for entry in entries)
    states = {progress.state(entry) for entry in entries}
    done = _SIGNS[DONE][0] if states == {DONE} else ""
    rows = "".join(_row(entry, progress, current) for entry in entries)
    return (
        f'<details class="unit unit-{letter}"{" open" if here else ""}><summary>'
        f'<span class="letter">{letter}</span>{sentence(title)}'
        f'<span class="points">{done or share(entries, progress)}</span></summary>'
        f"<ul>{rows}</ul></details>"
    )


def share(entries: list[Entry], progress: Progress) -> str:
    """How many of them are done."""
    done = sum(progress.state(entry) == DONE for entry in entries)
    return f"{done}/{len(entries)}"


def _row(entry: Entry, progress: Progress, current: str) -> str:
    id = entry.exercise.id
    return _line(id, progress.state(entry), progress.best.get(id), id == current)


# Every answer shows the whole list anew, in which hardly a line has changed.
@lru_cache(2048)
def _line(id: str, state: str, best: float | None, current: bool) -> str:
    entry = catalog.entry(id)
    exercise = entry.exercise
    optional = '<span class="optional">optional</span>' if exercise.optional else ""
    here = " here" if current else ""
    return (
        f'<li class="{state}{here}"><a href="?exercise={exercise.id}">'
        f"{sign(*_SIGNS[state])}"
        f'<span class="title">{entry.code} {sentence(exercise.title)}{optional}</span>'
        f'<span class="points">{_points(entry, best)}</span></a></li>'
    )


def _points(entry: Entry, best: float | None) -> str:
    of = amount(entry.exercise.points)
    return of if best is None else f"{amount(best)}/{of}"


def ways(current: str) -> str:
    """Links to the exercise before and the one after."""
    every = catalog.entries()
    places = [entry.exercise.id for entry in every]
    if current not in places:
        return ""
    at = places.index(current)
    before = _way(every[at - 1], "before", "←") if at else "<span></span>"
    after = _way(every[at + 1], "after", "→") if at + 1 < len(every) else ""
    return f'<div class="ways" role="navigation">{before}{after}</div>'


def _way(entry: Entry, which: str, arrow: str) -> str:
    text = f"{entry.code} {sentence(entry.exercise.title)}"
    shown = f"{arrow} {text}" if which == "before" else f"{text} {arrow}"
    return f'<a class="{which}" href="?exercise={entry.exercise.id}">{shown}</a>'
