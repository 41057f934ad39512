"""What does the first page show?  How far a student is, and where to go on."""

from grader import catalog
from grader.catalog import Entry
from grader.web.course import DONE, Progress, share, units
from grader.web.words import amount, sentence


def overview(progress: Progress) -> str:
    """The first page: how far one is, and where to go on."""
    every = catalog.entries()
    total = sum(entry.exercise.points for entry in every)
    todo = [e for e in every if progress.state(e) != DONE and not e.exercise.optional]
    rows = "".join(_overview_row(*unit, progress) for unit in units(every))
    return (
        '<div class="overview"><h1>Gradients by hand, in numpy</h1>'
        "<p>From one derivative to the backward pass of an L-layer network: small exercises that "
        "tell you which mistake you made, not only that you made one.</p>"
        f"{_next(todo, progress)}"
        f'<table class="scores"><caption>Your scores: {amount(progress.earned(every))} of '
        f"{amount(total)} points</caption><thead><tr><th>Unit</th><th>Done</th><th>Points</th>"
        f"</tr></thead><tbody>{rows}</tbody></table>"
        '<p class="files">Take it with you: <a href="/my/scores.csv" download>scores.csv</a> · '
        '<a href="/my/answers.py" download>answers.py</a></p>'
        '<p class="files">Answer from your own notebook: <a href="/my/tokens">make a token</a></p>'
        "</div>"
    )


def _next(todo: list[Entry], progress: Progress) -> str:
    if not todo:
        return '<p class="go">Everything is done.</p>'
    word = "Go on" if progress.best else "Begin"
    exercise = todo[0].exercise
    return (
        f'<p class="go"><a class="button" href="?exercise={exercise.id}">{word} with '
        f"{todo[0].code} {sentence(exercise.title)} →</a></p>"
    )


def _overview_row(letter: str, title: str, entries: list[Entry], progress: Progress) -> str:
    earned, of = progress.earned(entries), sum(entry.exercise.points for entry in entries)
    first = entries[0].exercise.id
    return (
        f'<tr><td><a href="?exercise={first}"><span class="letter">{letter}</span>'
        f"{sentence(title)}</a></td><td>{share(entries, progress)}</td>"
        f"<td>{amount(earned)}/{amount(of)}</td></tr>"
    )
