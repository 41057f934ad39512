"""Is this text Python?  It is parsed, or parsed and compiled, never run."""

import ast
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SCOPES = 3000

_SCOPES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.GeneratorExp,
)  # fmt: skip

# `catch_warnings` changes the state of the whole process.
_LOCK = threading.Lock()


class NotPython(ValueError):
    """The text is not a program; the message is a sentence, `line` where it goes wrong."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def parsed(source: str) -> ast.Module:
    """The syntax tree.  Raises NotPython."""
    if "\0" in source:
        raise NotPython("There are NUL bytes in it; it is not a text file.")
    with _spoken(source):
        return ast.parse(source)


def checked(source: str) -> ast.Module:
    """The syntax tree of what compiles, too: no `return` outside a function, no double arguments.

    `await` outside a function is allowed, as in a notebook.  Raises NotPython.
    """
    tree = parsed(source)
    # Compiling takes quadratic time in the number of functions that are alike.
    if sum(isinstance(node, _SCOPES) for node in ast.walk(tree)) > MOST_SCOPES:
        raise NotPython(f"There are more than {MOST_SCOPES:,} functions in it.")
    with _spoken(source):
        compile(tree, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    return tree


@contextmanager
def _spoken(source: str) -> Iterator[None]:
    """Turns everything that can go wrong with a program into NotPython; keeps Python silent."""
    try:
        with _LOCK, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except SyntaxError as error:
        raise NotPython(_sentence(error, source), error.lineno) from error
    except (RecursionError, MemoryError) as error:
        raise NotPython("The program is nested too deeply to be read.") from error
    except (ValueError, OverflowError) as error:
        sentence = "The program cannot be read: a number or a character is at fault."
        raise NotPython(sentence) from error


def _sentence(error: SyntaxError, source: str) -> str:
    lines = source.split("\n")
    known = error.lineno is not None and 0 < error.lineno <= len(lines)
    text = lines[error.lineno - 1].strip()[:80] if known and error.lineno else ""
    shown = f" in `{text}`" if text else ""
    return f"This is not valid Python{shown}: {error.msg}."
