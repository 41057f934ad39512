"""What happens to a program when one small thing in it changes at random?"""

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from bench.diagnosis.corpus import MUTANT, Program

SEED = 7
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
SWAPPED = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "amax": "amin",
    "exp": "expm1",
    "log": "log1p",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "ones": "zeros",
    "tanh": "arctan",
    "maximum": "minimum",
    "column_stack": "hstack",
    "copy": "ravel",
    "square": "abs",
}

Change = Callable[[], None]


def mutants(programs: Sequence[Program], count: int) -> list[Program]:
    """`count` programs, each with one change at random; half of them of right programs."""
    rng = np.random.default_rng(SEED)
    right = [p for p in programs if p.kind == "right"]
    made: list[Program] = []
    seen = {p.source for p in programs}
    while len(made) < count:
        origin = (right, programs)[len(made) % 2]
        program = origin[rng.integers(len(origin))]
        source = mutant(program.source, rng)
        if source not in seen:
            seen.add(source)
            name = f"{program.name}~{len(made):04}"
            made.append(replace(program, name=name, source=source, kind=MUTANT, labels=frozenset()))
    return made


def mutant(source: str, rng: np.random.Generator) -> str:
    """The program with one change: its sort is drawn first, then its place, then the change."""
    tree = ast.parse(source)
    sorts: dict[str, list[list[Change]]] = {}
    for sort, changes in _places(tree):
        if changes:
            sorts.setdefault(sort, []).append(changes)
    places = sorts[sorted(sorts)[rng.integers(len(sorts))]]
    place = places[rng.integers(len(places))]
    place[rng.integers(len(place))]()
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _places(tree: ast.Module) -> Iterator[tuple[str, list[Change]]]:
    """Every place of a program with its sort and the changes that can be made there."""
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        names = sorted({n.id for n in ast.walk(function) if _is_variable(n)})
        for node in ast.walk(function):
            for body in _bodies(node):
                for i in range(len(body)):
                    yield "dropped", list(_dropped(body, i))
            yield type(node).__name__, list(_changes(node, names))


def _is_variable(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id not in ("np", "math", "range", "len", "zip")


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse"):
        body = getattr(node, name, None)
        if isinstance(body, list):
            yield body


def _dropped(body: list[ast.stmt], i: int) -> Iterator[Change]:
    if isinstance(body[i], ast.Assign | ast.AugAssign | ast.Expr | ast.If):
        yield lambda: body.__setitem__(i, ast.Pass())


def _changes(node: ast.AST, names: Sequence[str]) -> Iterator[Change]:
    match node:
        case ast.BinOp() | ast.AugAssign():
            yield from _set(node, "op", _others(OPERATORS, node.op))
        case ast.UnaryOp(op=ast.USub()):
            yield from _set(node, "op", [ast.UAdd()])
        case ast.Compare():
            yield from _set(node, "ops", [[other] for other in _others(COMPARISONS, node.ops[0])])
        case ast.Constant(value=bool()):
            yield from _set(node, "value", [not node.value])
        case ast.Constant(value=int() | float()):
            number = node.value
            yield from _set(node, "value", [number + 1, number - 1, 2 * number + 0.5, 0])
        case ast.Attribute(attr="T"):
            yield from _set(node, "attr", ["real"])
        case ast.Attribute(attr=name) if name in SWAPPED:
            yield from _set(node, "attr", [SWAPPED[name]])
        case ast.Name(ctx=ast.Load()) if _is_variable(node):
            yield from _set(node, "id", [name for name in names if name != node.id])
        case ast.Call(keywords=[_, *_]):
            yield from _set(node, "keywords", [node.keywords[1:], node.keywords[:-1]])
        case ast.Call(args=[first, second, *rest]):
            yield from _set(node, "args", [[second, first, *rest]])


def _others(kinds: Sequence[type], kind: ast.AST) -> list[ast.AST]:
    return [other() for other in kinds if not isinstance(kind, other)]


def _set(node: ast.AST, field: str, values: Sequence[object]) -> Iterator[Change]:
    for value in values:
        yield lambda value=value: setattr(node, field, copy.deepcopy(value))
