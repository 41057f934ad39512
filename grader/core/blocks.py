"""How do thousands of functions run that differ in a line or two?  From statements they share.

Compiling a whole function takes longer than calling it.  Here each statement is compiled once,
however many functions it stands in.
"""

import ast
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any

_BEGINS = re.compile(r"^    (?=[^\s#)\]}])(?!(?:else|elif|except|finally)\b)", re.MULTILINE)
_LEAVE = "leave with"  # no name that a program could use


@dataclass(frozen=True)
class Blocks:
    """A function as its header, which names the arguments, and the statements below it."""

    header: str
    scope: dict[str, Any]
    bound: Callable[..., dict[str, Any]]

    @classmethod
    def of(cls, source: str, scope: dict[str, Any]) -> "Blocks":
        (function,) = ast.parse(source).body
        assert isinstance(function, ast.FunctionDef)
        documented = ast.get_docstring(function) is not None
        first = function.body[1 if documented else 0]
        header = "".join(source.splitlines(keepends=True)[: first.lineno - 1])
        local = dict(scope)
        exec(f"{header}    return locals()\n", local)
        return cls(header, {**scope, _LEAVE: _Left}, local[function.name])

    def function(self, source: str) -> Callable[..., Any] | None:
        """What `source` defines; None if it changes the header or is not made of statements."""
        if not source.startswith(self.header):
            return None
        body = source[len(self.header) :]
        starts = [match.start() for match in _BEGINS.finditer(body)]
        texts = [body[i:j] for i, j in zip(starts, [*starts[1:], None], strict=True)]
        codes = [code for text in texts if (code := _compiled(text)) is not None]
        return functools.partial(self._run, codes) if len(codes) == len(texts) else None

    def _run(self, codes: list[CodeType], *args: Any) -> Any:
        names = self.scope | self.bound(*args)
        try:
            for code in codes:
                exec(code, names)
        except _Left as left:
            return left.value
        return None


class _Left(BaseException):
    """A return: in statements that stand alone, only an exception can end what is around them."""

    def __init__(self, value: Any = None) -> None:
        self.value = value


class _Leaving(ast.NodeTransformer):
    def visit_Return(self, node: ast.Return) -> ast.Raise:
        values = [node.value] if node.value else []
        return ast.Raise(ast.Call(ast.Name(_LEAVE, ast.Load()), values, []))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        return node


@functools.lru_cache(maxsize=8192)
def _compiled(text: str) -> CodeType | None:
    """None if the text is not a statement on its own."""
    try:
        (body,) = ast.parse(f"if True:\n{text}").body
        module = ast.fix_missing_locations(ast.Module([_Leaving().visit(body)], []))
        return compile(module, "<a statement>", "exec")
    except SyntaxError:
        return None
