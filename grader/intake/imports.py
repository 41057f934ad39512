"""Which imports mean another handed-in file, and what stands in their place in one program?"""

import ast
import sys
from collections.abc import Callable, Collection, Iterator

from grader.intake.parsing import parsed
from grader.intake.taken import Import

# A student's random.py is not what `import random` should mean to numpy or to us.
NEVER_LOCAL = sys.stdlib_module_names | {"numpy"}


def local_imports(tree: ast.Module, modules: Collection[str]) -> Iterator[tuple[Import, str]]:
    """Imports of these modules anywhere in a program, with the name of the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            named = [_last(node.module), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        else:
            continue
        yield from ((node, name) for name in named if name in modules)


def _last(module: str | None) -> str:
    """The last part of a dotted name: files are handed in without their folders."""
    return (module or "").rpartition(".")[2]


def without_imports(source: str, modules: Collection[str], namespace: Callable[[str], str]) -> str:
    """The source, line for line, with assignments where these modules were imported.

    `namespace` gives an expression for a module as a whole.  Imports of `__future__` go too: they
    must stand at the top of the whole.
    """
    tree = parsed(source)
    lines = source.split("\n")
    found = {id(node): node for node, _ in local_imports(tree, modules)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            found[id(node)] = node
    for node in sorted(found.values(), key=lambda n: (n.lineno, n.col_offset), reverse=True):
        text = "; ".join(_instead(node, modules, namespace))
        _replace(lines, node, text or "pass")
    return "\n".join(lines)


def _instead(
    node: Import, modules: Collection[str], namespace: Callable[[str], str]
) -> Iterator[str]:
    """The statements that stand for an import."""
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return
    if isinstance(node, ast.ImportFrom) and _last(node.module) in modules:
        for alias in node.names:
            if alias.asname and alias.asname != alias.name:
                yield f"{alias.asname} = {alias.name}"
        return
    for alias in node.names:
        if alias.name in modules:
            yield f"{alias.asname or alias.name} = {namespace(alias.name)}"
        elif isinstance(node, ast.ImportFrom):
            yield ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
        else:
            yield ast.unparse(ast.Import([alias]))


def _replace(lines: list[str], node: ast.stmt, text: str) -> None:
    """Put text where the node stands; the number of lines stays."""
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before = lines[first].encode()[: node.col_offset].decode()
    after = lines[last].encode()[node.end_col_offset or 0 :].decode()
    lines[first : last + 1] = [before + text + after, *[""] * (last - first)]
