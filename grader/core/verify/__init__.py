"""Is the content sound?  The same promises for every exercise, checked by running it."""

from grader.core.verify.contract import Finding, findings
from grader.core.verify.table import Row, mistake_table

__all__ = ["Finding", "Row", "findings", "mistake_table"]
