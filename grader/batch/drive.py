"""How is a class graded?  Collect, skip what is known, grade in workers, record, in this order."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from grader import __version__, catalog, facade
from grader.batch.engine import Engine, Quarantined
from grader.batch.people import joined
from grader.batch.work import Item, graded, question_of
from grader.core.exercise import Question
from grader.core.result import Result
from grader.intake import Submission, collect
from grader.records import Attempt, NewAttempt, Records, Student

FUNCTIONS = ("function", "train")
WINDOW = 4  # items in flight for each worker


@dataclass(frozen=True)
class Task:
    """An answer with the submission that it was found in."""

    item: Item
    submission: Submission


@dataclass
class Report:
    """What came of a class: the attempts that belong to it, and what could not be read."""

    attempts: list[Attempt] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)
    graded: int = 0
    known: int = 0
    set_aside: int = 0

    @property
    def students(self) -> list[str]:
        return sorted({*self.problems, *(attempt.student for attempt in self.attempts)})


Progress = Callable[[int, int], None]


def grade_class(
    submissions: Sequence[Submission],
    records: Records,
    executors: Callable[[], Executor],
    jobs: int,
    only: Collection[str] = (),
    progress: Progress = lambda done, total: None,
) -> Report:
    """Grade and record everything that was handed in.

    What is recorded already under the same versions is not graded again, so that an interrupted
    run goes on where it stopped.  Training comes last: it asks what else the student has solved.
    """
    report = Report()
    submissions = joined(submissions, records.students())
    records.add_students(_student(submission) for submission in submissions)
    tasks = [task for one in submissions for task in _tasks(one, only, report)]
    phases = [[], []]
    for task in tasks:
        phases[catalog.exercise(task.item.exercise).kind == "train"].append(task)
    done = 0
    for phase in phases:
        for _ in _phase(phase, records, executors, jobs, report):
            done += 1
            progress(done, len(tasks))
    report.attempts.sort(key=lambda a: (a.student, a.exercise, a.number))
    return report


def _student(submission: Submission) -> Student:
    return Student(submission.student_key, submission.student_name)


def _tasks(submission: Submission, only: Collection[str], report: Report) -> Iterator[Task]:
    ids = [id for id in catalog.ids() if not only or id in only]
    functions = [id for id in ids if catalog.exercise(id).kind in FUNCTIONS]
    found = collect(submission.files, ids, functions)
    if found.problems or not found.answers:
        sentences = report.problems.setdefault(submission.student_key, [])
        sentences += [str(problem) for problem in found.problems]
    for answer in found.answers:
        key = f"{submission.ref}/{answer.exercise}"
        yield Task(Item(key, answer.exercise, submission.student_key, answer.content), submission)


def _phase(
    tasks: Iterable[Task],
    records: Records,
    executors: Callable[[], Executor],
    jobs: int,
    report: Report,
) -> Iterator[None]:
    """Grade the tasks of one phase; yields once for each."""
    waiting: dict[str, Task] = {}
    items: list[Item] = []
    for task in tasks:
        known = _known(records, task)
        if known:
            report.attempts.append(known)
            report.known += 1
            yield
        else:
            waiting[task.item.key] = task
            items.append(_with_passed(records, task.item))
    if not items:
        return
    engine = Engine(graded, executors, WINDOW * jobs)
    for item, outcome in engine.results(items):
        report.attempts.append(records.record(_new(item, waiting[item.key], outcome)))
        report.graded += 1
        report.set_aside += isinstance(outcome, Quarantined)
        yield


def _known(records: Records, task: Task) -> Attempt | None:
    item = task.item
    versions = (__version__, catalog.content_version(item.exercise))
    return records.recorded(item.student, item.exercise, item.answer, versions)


def _with_passed(records: Records, item: Item) -> Item:
    if catalog.exercise(item.exercise).kind != "train":
        return item
    best = records.best(item.student)
    passed = sorted(one.exercise for one in best if one.points >= one.max_points)
    return Item(item.key, item.exercise, item.student, item.answer, passed=tuple(passed))


def _new(item: Item, task: Task, outcome: tuple[Question, Result] | Quarantined) -> NewAttempt:
    question, result = outcome if isinstance(outcome, tuple) else _set_aside(item, outcome)
    submission = task.submission
    return NewAttempt(
        student=item.student,
        exercise=item.exercise,
        answer=item.answer,
        parameters=question.parameters,
        result=result.as_dict(),
        submitted_at=submission.submitted_at,
        source="batch",
        level=result.level,
        external_ref=submission.ref,
        content_version=catalog.content_version(item.exercise),
        late_seconds=submission.late_seconds,
    )


def _set_aside(item: Item, reason: Quarantined) -> tuple[Question, Result]:
    """What is recorded of an item that ended its workers: no judgement, and why."""
    question = question_of(item)
    return question, facade.not_judged(item.exercise, question, reason.reason)
