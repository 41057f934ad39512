"""How is a class graded?  Collect, skip what is known, grade in workers, record, in this order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from grader import __version__, catalog
from grader.batch.elsewhere import elsewhere
from grader.batch.engine import Engine, Quarantined
from grader.batch.executors import Executors
from grader.batch.order import InOrder, Place
from grader.batch.people import joined
from grader.batch.tasks import Task, new_attempt, tasks_of
from grader.batch.work import Item, Outcome, graded
from grader.core.result import NOT_JUDGED
from grader.intake import Submission
from grader.records import Attempt, Records, Student
from grader.records.rows import sha256

LATER = {"function": 1, "train": 2}  # kinds that ask about answers to others


@dataclass
class Report:
    """What came of a class: the attempts that belong to it, and what could not be read.

    `recorded` are their ids by student: while a class is graded, the attempts themselves stay in
    the records, so that memory hardly grows with it.  `graded` answers are new, `known` ones were
    recorded before; `set_aside` names those that ended their graders, as student and exercise.
    """

    recorded: dict[str, set[int]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    problems: dict[str, list[str]] = field(default_factory=dict)
    graded: int = 0
    known: int = 0
    set_aside: list[Place] = field(default_factory=list)

    @property
    def students(self) -> list[str]:
        return sorted({*self.problems, *self.recorded})

    def add(self, attempts: Iterable[Attempt]) -> None:
        for attempt in attempts:
            self.recorded.setdefault(attempt.student, set()).add(attempt.id)
            self.statuses[attempt.status] += 1

    def attempts(self, records: Records) -> Iterator[Attempt]:
        """The attempts that belong to the class, by student, exercise and number."""
        for student, ids in sorted(self.recorded.items()):
            mine = [attempt for attempt in records.every_attempt(student) if attempt.id in ids]
            yield from sorted(mine, key=lambda attempt: (attempt.exercise, attempt.number))


# Told how many answers of how many are done.  What it raises ends the run, which loses nothing.
Progress = Callable[[int, int], None]


def grade_class(
    submissions: Sequence[Submission],
    records: Records,
    executors: Executors,
    only: Collection[str] = (),
    progress: Progress = lambda done, total: None,
    mine: Callable[[str], bool] = lambda student: True,
) -> Report:
    """Grade and record everything that was handed in by the students who are `mine`.

    What is recorded already under the same versions is not graded again, so that an interrupted
    run goes on where it stopped, and ends with the same records as one that was left in peace.
    Functions come after formulas, which they are compared with, and training last: it asks what
    else the student has solved.
    """
    report = Report()
    submissions = [one for one in joined(submissions, records.students()) if mine(one.student_key)]
    records.add_students(_student(submission) for submission in submissions)
    tasks = _once([task for one in submissions for task in tasks_of(one, only, report.problems)])
    phases = [[], [], []]
    for task in tasks:
        phases[LATER.get(catalog.exercise(task.item.exercise).kind, 0)].append(task)
    done = 0
    with closing(Engine(graded, executors)) as engine:
        for phase in phases:
            for count in _phase(phase, records, engine, report):
                done += count
                progress(done, len(tasks))
    report.set_aside.sort()
    return report


def _student(submission: Submission) -> Student:
    return Student(submission.student_key, submission.student_name)


def _once(tasks: Iterable[Task]) -> list[Task]:
    """The tasks without those in which a student hands in the same answer again."""
    first: dict[tuple[str, str, str], Task] = {}
    for task in tasks:
        first.setdefault((*task.place, task.content), task)
    return list(first.values())


def _phase(
    tasks: Sequence[Task], records: Records, engine: Engine[Item, Outcome], report: Report
) -> Iterator[int]:
    """Grade the tasks of one phase; yields how many more are done."""
    waiting: dict[str, Task] = {}
    contents = records.contents()
    for task in tasks:
        seen = sha256(task.content) in contents
        known = seen and records.recorded(*task.place, task.item.answer, _versions(task))
        if known:
            report.add([known])
            report.known += 1
            yield 1
        else:
            waiting[task.item.key] = task
    items = [_informed(records, task.item) for task in waiting.values()]
    order = InOrder((task.place, key) for key, task in waiting.items())
    for landed in engine.results(items):
        due = [
            (waiting[key], result)
            for item, outcome in landed
            for key, result in order.due(waiting[item.key].place, item.key, outcome)
        ]
        _record(records, due, report)
        yield len(landed)


def _informed(records: Records, item: Item) -> Item:
    return replace(item, elsewhere=elsewhere(records, item.student, item.exercise))


def _record(
    records: Records, due: Sequence[tuple[Task, Outcome | Quarantined]], report: Report
) -> None:
    """Record what is due in one transaction."""
    fresh = []
    for task, outcome in due:
        new = new_attempt(task, outcome)
        before = None
        if new.result["status"] == NOT_JUDGED:
            # It was tried once more; the same again is nothing new.
            before = records.recorded(*task.place, new.answer, _versions(task), judged=False)
        if before:
            report.add([before])
        else:
            fresh.append(new)
        report.graded += 1
        if isinstance(outcome, Quarantined):
            report.set_aside.append(task.place)
    report.add(records.record_all(fresh))


def _versions(task: Task) -> tuple[str, str]:
    return __version__, catalog.content_version(task.item.exercise)
