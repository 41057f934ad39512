"""Chainrule's machine: poses exercises, grades answers, names mistakes, keeps scores.

`from grader import pose, grade` is all that a notebook or a course's own tests need.
"""

from typing import TYPE_CHECKING, Any

__version__ = "1.0.0"
__all__ = ["__version__", "grade", "pose"]

if TYPE_CHECKING:
    from grader.facade import grade, pose


def __getattr__(name: str) -> Any:
    # The content imports grader.core, so it can be loaded only after this package.
    if name in ("pose", "grade"):
        from grader import facade

        return getattr(facade, name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
