"""Which files can a student take along?  Scores as CSV, answers as a file to hand in."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from grader import catalog
from grader.gradebook import ExerciseRow, long_csv
from grader.gradebook import scores as gradebook_scores
from grader.records import Attempt, Records
from grader.web.answers import Desk
from grader.web.people import People


def student_of(people: People) -> Callable[[Request], str]:
    """For routes of a student: whose request it is."""

    def student(request: Request) -> str:
        found = people.student(request)
        if found is None:
            raise HTTPException(401, "Sign in first.")
        return found

    return student


def router(desk: Desk, people: People) -> APIRouter:
    routes = APIRouter(prefix="/my")
    student = student_of(people)

    @routes.get("/scores.csv")
    def scores(who: Annotated[str, Depends(student)]) -> Response:
        return _download(scores_csv(desk.records, who), "text/csv", "scores.csv")

    @routes.get("/answers.py")
    def answers(who: Annotated[str, Depends(student)]) -> Response:
        return _download(answers_py(desk.records.best(who)), "text/x-python", "answers.py")

    return routes


def _download(text: str, media: str, name: str) -> Response:
    head = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text.encode(), media_type=f"{media}; charset=utf-8", headers=head)


def scores_csv(records: Records, who: str) -> str:
    """The student's best scores in the long form of the gradebook."""
    students = [student for student in records.students() if student.student_key == who]
    rows = [
        ExerciseRow(e.exercise.id, e.exercise.title, e.exercise.points) for e in catalog.entries()
    ]
    return long_csv(gradebook_scores(records.attempts(who), students, rows, "best"))


def answers_py(best: list[Attempt]) -> str:
    """The best answers as one file that can be handed in: programs, and the literal `answers`.

    Every program stays complete in itself; where two define the same name, the later one counts.
    """
    order = {id: i for i, id in enumerate(catalog.ids())}
    known = sorted((a for a in best if a.exercise in order), key=lambda a: order[a.exercise])
    programs = [a for a in known if catalog.exercise(a.exercise).kind in ("function", "train")]
    others = {a.exercise: a.answer for a in known if a not in programs}
    parts = [f"# --- {a.exercise}\n\n{a.answer.strip()}\n" for a in programs]
    literal = "".join(f"    {id!r}: {answer!r},\n" for id, answer in others.items())
    return "\n\n".join([*parts, f"answers = {{\n{literal}}}\n"])
