"""Which answers look alike?  A hint of where to look, never a verdict on anybody.

A common mistake makes many answers alike, and a short program can hardly be written in two ways.
"""

import ast
import json
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass

from grader.core.result import NOT_JUDGED, UNKNOWN
from grader.gradebook.policy import in_order
from grader.records.rows import Attempt, sha256

SMALL = 40  # nodes of a syntax tree; below it, equal programs mean nothing

UNEXPLAINED = "not explained, with the same outcome"
SAME = "the same wrong answer"
RENAMED = "the same program but for names"


@dataclass(frozen=True)
class Group:
    """Students whose answers to one exercise are alike, in the way that `likeness` says."""

    exercise: str
    likeness: str
    students: tuple[str, ...]
    sample: str


def groups(attempts: Iterable[Attempt], programs: Collection[str]) -> list[Group]:
    """Groups of alike last answers, the largest first; `programs` are exercises that ask for one.

    An answer that no known mistake explains is a group even alone: somebody should look at it.
    """
    last = list(_last(attempts))
    found = [
        *_alike(last, UNEXPLAINED, _outcome, 1),
        *_alike([a for a in last if a.exercise not in programs], SAME, _wrong, 2),
        *_alike([a for a in last if a.exercise in programs], RENAMED, _shape, 2),
    ]
    return sorted(found, key=lambda one: (one.likeness, -len(one.students), one.exercise))


def _last(attempts: Iterable[Attempt]) -> Iterator[Attempt]:
    places: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        if attempt.status != NOT_JUDGED:
            places.setdefault((attempt.student, attempt.exercise), []).append(attempt)
    for place in sorted(places):
        yield in_order(places[place])[-1]


def _alike(attempts: Iterable[Attempt], likeness: str, key: object, least: int) -> list[Group]:
    assert callable(key)
    found: dict[Hashable, list[Attempt]] = {}
    for attempt in attempts:
        mark = key(attempt)
        if mark is not None:
            found.setdefault((attempt.exercise, mark), []).append(attempt)
    return [
        Group(
            several[0].exercise,
            likeness,
            tuple(one.student for one in several),
            text_of(several[0].answer),
        )
        for several in found.values()
        if len(several) >= least
    ]


def text_of(answer: object) -> str:
    """An answer as it can be read: a program or a text as it stands, anything else as JSON."""
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


def _outcome(attempt: Attempt) -> Hashable | None:
    """What is known of an unexplained answer: its arrays, or its checks and their messages."""
    if attempt.certainty != UNKNOWN or attempt.points >= attempt.max_points:
        return None
    if attempt.signature:
        return attempt.signature
    checks = attempt.result["checks"]
    seen = tuple((check["name"], check["passed"], check["message"]) for check in checks)
    return attempt.status, attempt.result["feedback"], seen


def _wrong(attempt: Attempt) -> Hashable | None:
    return None if attempt.points >= attempt.max_points else attempt.content_sha256


def _shape(attempt: Attempt) -> Hashable | None:
    return shape(attempt.answer) if isinstance(attempt.answer, str) else None


def shape(source: str) -> str | None:
    """A hash of a program's syntax tree without its names; None if there is little to compare."""
    try:
        tree = ast.parse(source)
        if sum(1 for _ in ast.walk(tree)) < SMALL:
            return None
        return sha256(ast.dump(_Renamed().visit(tree)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Renamed(ast.NodeTransformer):
    """Names in the order in which they come; no docstrings, comments, hints of types, imports."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def _name(self, name: str) -> str:
        return self._names.setdefault(name, f"n{len(self._names)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._name(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._name(node.arg))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        body = [statement for statement in node.body if not _is_text(statement)]
        new = ast.FunctionDef(self._name(node.name), node.args, body, [])
        self.generic_visit(new)
        return new

    def visit_Import(self, node: ast.Import) -> None:
        return None

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        return None


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
