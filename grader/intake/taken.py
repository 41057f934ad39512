"""Which statements of a notebook belong to a program?  Those that define, not those that do.

Taken are imports, definitions, and plain assignments: the value is made of literals, names,
attributes, arithmetic, lambdas, and calls that only construct (`np.array`, `np.zeros`, `float`,
`np.log`, …).  Not taken is whatever may train, draw, print or read files, and what needs a name
that comes from there.  An `if` or `try` is taken if everything in it is.
"""

import ast

from grader.intake.names import Definition, Known, bound, functions, needed

# They show or decorate; a notebook's functions are wanted without them.
SHOWS = {
    "IPython", "altair", "bokeh", "google", "ipywidgets", "matplotlib", "plotly", "pylab",
    "seaborn", "tqdm",
}  # fmt: skip

_NUMPY = (
    "array asarray ascontiguousarray zeros ones full empty eye identity diag arange linspace "
    "logspace meshgrid zeros_like ones_like full_like tile repeat stack hstack vstack concatenate "
    "sqrt exp log log2 log10 log1p sin cos tanh abs sum finfo iinfo dtype float16 float32 float64 "
    "int8 int16 int32 int64 uint8 bool_ vectorize random.default_rng"
)
_BUILTINS = (
    "abs bool complex dict enumerate float frozenset int len list max min pow range reversed "
    "round set slice sorted str sum tuple type zip"
)
CONSTRUCTORS = frozenset(
    [f"numpy.{name}" for name in _NUMPY.split()]
    + [f"builtins.{name}" for name in _BUILTINS.split()]
    + ["collections.namedtuple", "functools.partial", "typing.NamedTuple", "typing.TypeVar"]
)
METHODS = {"astype", "copy", "flatten", "ravel", "reshape", "tolist", "transpose"}

_PLAIN = (
    ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Slice, ast.Starred, ast.keyword,
    ast.Tuple, ast.List, ast.Set, ast.Dict, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare,
    ast.IfExp, ast.JoinedStr, ast.FormattedValue, ast.Call, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.expr_context, ast.operator,
    ast.unaryop, ast.boolop, ast.cmpop,
)  # fmt: skip

Import = ast.Import | ast.ImportFrom
Assignment = ast.Assign | ast.AnnAssign | ast.AugAssign


def taken(statement: ast.stmt, known: Known) -> ast.stmt | None:
    """The statement, or what is left of it (an import without plotting); None if nothing is.

    `known` learns what the statement binds.
    """
    kept = _without_shows(statement) if isinstance(statement, Import) else statement
    if isinstance(kept, ast.Pass):
        return None
    if kept is None or not _defines(kept, known) or _lacks(kept, known):
        return None
    known.add(kept)
    return kept


def _lacks(statement: ast.stmt, known: Known) -> set[str]:
    inside = bound([statement]) if isinstance(statement, ast.If | ast.Try) else set()
    return known.lacks(needed(statement) - inside)


def lost(statement: ast.stmt, known: Known) -> set[str]:
    """The names for lack of which a definition is not taken."""
    return known.lacks(needed(statement)) if isinstance(statement, Definition) else set()


def _without_shows(statement: Import) -> Import | None:
    if isinstance(statement, ast.ImportFrom):
        root = (statement.module or "").partition(".")[0]
        return None if root in SHOWS | {"__future__"} else statement
    names = [alias for alias in statement.names if alias.name.partition(".")[0] not in SHOWS]
    if len(names) == len(statement.names):
        return statement
    return ast.copy_location(ast.Import(names), statement) if names else None


def _defines(statement: ast.stmt, known: Known) -> bool:
    if isinstance(statement, (Definition, Import, ast.Pass)):
        return True
    if isinstance(statement, Assignment):
        return _assigns(statement, known)
    if isinstance(statement, ast.If):
        inner = [*statement.body, *statement.orelse]
        return plain(statement.test, known) and all(_defines(part, known) for part in inner)
    if isinstance(statement, ast.Try):
        handlers = [part for handler in statement.handlers for part in handler.body]
        inner = [*statement.body, *handlers, *statement.orelse, *statement.finalbody]
        return all(_defines(part, known) for part in inner)
    return False


def _assigns(statement: Assignment, known: Known) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    # `accuracy = 0.9` in a later cell must not replace the function of that name.
    hides = names & known.functions and not functions([statement], frozenset(known.functions))
    value = statement.value
    return (
        not hides
        and "answers" not in names
        and all(plain(target, known) for target in targets)
        and (value is None or plain(value, known))
    )


def plain(node: ast.AST, known: Known) -> bool:
    """Whether evaluating this expression only builds a value."""
    if isinstance(node, ast.Lambda):
        return all(plain(default, known) for default in node.args.defaults)
    if isinstance(node, ast.Call) and not _constructs(node.func, known):
        return False
    return isinstance(node, _PLAIN) and all(
        plain(child, known) for child in ast.iter_child_nodes(node)
    )


def _constructs(function: ast.expr, known: Known) -> bool:
    path = known.path(function)
    if path:
        return path in CONSTRUCTORS or path.startswith("math.")
    return isinstance(function, ast.Attribute) and function.attr in METHODS
