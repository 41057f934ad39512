"""The kinds of exercises, as authors import them."""

from grader.core.agreement import Link
from grader.core.kinds.breaking import Break, Smallest, Unseen
from grader.core.kinds.code import Code
from grader.core.kinds.formula import Field, Formula
from grader.core.kinds.multi import Multi, Option
from grader.core.kinds.table import Entry, Table
from grader.core.kinds.text import NamedThings, NotThese
from grader.core.kinds.train import Train
from grader.core.kinds.value import Array, Numeric, Shape

__all__ = [
    "Array", "Break", "Code", "Entry", "Field", "Formula", "Link", "Multi", "NamedThings",
    "NotThese", "Numeric", "Option", "Shape", "Smallest", "Table", "Train", "Unseen",
]  # fmt: skip
