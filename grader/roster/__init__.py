"""Who is in the class?  Students from any CSV, or from what a learning platform exports."""

from grader.roster.errors import UnusableRoster
from grader.roster.people import Roster, roster

__all__ = ["Roster", "UnusableRoster", "roster"]
