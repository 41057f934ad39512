"""What does a formula that a student typed mean?  A grammar of our own reads it; no eval."""

from collections.abc import Sequence

from grader.core.formula.errors import FormulaError, Unreadable
from grader.core.formula.grammar import Parser
from grader.core.formula.tokens import tokens
from grader.core.formula.tree import Formula

__all__ = ["Formula", "FormulaError", "Unreadable", "evaluate_number", "parse"]

LENGTH = 300


def parse(text: str, symbols: Sequence[str]) -> Formula:
    """The formula in `text`, in which only `symbols` may stand for numbers.

    Of `L = -ln(p)` the right side counts.  A symbol before a bracket is a factor: `p(1-p)`.
    """
    if len(text) > LENGTH:
        raise FormulaError(
            f"A formula may have at most {LENGTH} characters; yours has {len(text)}.", LENGTH
        )
    return Formula(Parser(list(tokens(text)), symbols).formula())


def evaluate_number(text: str) -> float:
    """The value of a formula without symbols, such as `3/8`; nan and inf are possible."""
    return float(parse(text, ()).evaluate({}))
