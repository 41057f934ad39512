"""Which names does a statement need, bind, or mean?  Read off the syntax tree."""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

BUILTINS = frozenset(dir(builtins)) | {"__name__"}

# In their bodies names are bound that the statement itself does not leave behind.
_SCOPES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.ClassDef)


def needed(node: ast.AST) -> set[str]:
    """The names that must exist when the statement runs; bodies of functions run later.

    Annotations do not count: they are taken under `from __future__ import annotations`.
    """
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Load) else set()
    found: set[str] = set()
    for part in _eager(node):
        found |= needed(part)
    return found - _stored(node) if isinstance(node, _SCOPES) else found


def _eager(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, Function):
        yield from node.decorator_list
    if isinstance(node, Function | ast.Lambda):
        yield from node.args.defaults
        yield from (default for default in node.args.kw_defaults if default)
    elif isinstance(node, ast.AnnAssign):
        yield node.target
        yield from [node.value] if node.value else []
    elif isinstance(node, ast.AugAssign):
        yield node.value
        yield _as_read(node.target)
    else:
        yield from ast.iter_child_nodes(node)


def _as_read(target: ast.expr) -> ast.expr:
    """The target of `x += 1`, which is read before it is written."""
    return ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name) else target


def _stored(node: ast.AST) -> set[str]:
    return {name for part in ast.walk(node) for name in _binding(part)}


def _binding(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, Definition):
        return [node.name]
    if isinstance(node, ast.alias):
        return [node.asname or node.name.partition(".")[0]]
    return []


def bound(statements: list[ast.stmt]) -> set[str]:
    """The names that these statements bind in the module, those in `if` or `try` included."""
    return {name for node in module_level(statements) for name in _binding(node)}


def module_level(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes outside the bodies of functions, classes and comprehensions."""
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (Definition, ast.Lambda, *_SCOPES)):
            waiting += ast.iter_child_nodes(node)


def functions(statements: list[ast.stmt], before: frozenset[str] = frozenset()) -> set[str]:
    """The names under which a module offers functions: def, a lambda, another name for one.

    `before` are the functions that are known already.
    """
    found = {node.name for node in module_level(statements) if isinstance(node, Function)}
    assigned = [s for s in statements if isinstance(s, ast.Assign | ast.AnnAssign)]
    for statement in assigned:
        if statement.value and _callable(statement.value, found | before):
            found |= bound([statement])
    return found


def _callable(value: ast.expr, functions: frozenset[str] | set[str]) -> bool:
    if isinstance(value, ast.Call):
        maker = value.func.attr if isinstance(value.func, ast.Attribute) else value.func
        return getattr(maker, "id", maker) in ("partial", "vectorize")
    return isinstance(value, ast.Lambda) or (isinstance(value, ast.Name) and value.id in functions)


@dataclass
class Known:
    """The names that the statements taken so far have bound, and the modules behind them."""

    own: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    paths: dict[str, str] = field(default_factory=dict)
    anything: bool = False  # after `from numpy import *` any name may exist

    def lacks(self, names: set[str]) -> set[str]:
        return set() if self.anything else names - self.own - BUILTINS

    def add(self, statement: ast.stmt) -> None:
        names = bound([statement])
        self.functions = (self.functions - names) | functions(
            [statement], frozenset(self.functions)
        )
        self.own |= names
        self.paths = {name: path for name, path in self.paths.items() if name not in names}
        for node in module_level([statement]):
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                self._import_from(node)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            path = alias.name if alias.asname else alias.name.partition(".")[0]
            self.paths[alias.asname or path] = path

    def _import_from(self, node: ast.ImportFrom) -> None:
        self.anything |= node.names[0].name == "*"
        for alias in node.names:
            self.paths[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def path(self, node: ast.expr) -> str:
        """The full name of a module's member, `numpy.zeros` for `np.zeros`; empty if unknown."""
        if isinstance(node, ast.Attribute):
            base = self.path(node.value)
            return f"{base}.{node.attr}" if base else ""
        if not isinstance(node, ast.Name):
            return ""
        if node.id in self.own:
            return self.paths.get(node.id, "")
        if node.id in BUILTINS:
            return f"builtins.{node.id}"
        return f"numpy.{node.id}" if self.anything else ""
