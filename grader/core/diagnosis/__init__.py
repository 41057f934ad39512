"""Which mistakes lie behind what a function returned?  Nothing but arrays is looked at."""

from grader.core.diagnosis.bank import prepare
from grader.core.diagnosis.explain import diagnose

__all__ = ["diagnose", "prepare"]
