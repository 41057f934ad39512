"""What was handed in, what it earned, and by whom: SQLAlchemy on SQLite or on PostgreSQL."""

from grader.records.database import without_password
from grader.records.errors import RecordsError
from grader.records.rows import Attempt, Mark, NewAttempt, Student, Tries
from grader.records.store import Records

__all__ = [
    "Attempt",
    "Mark",
    "NewAttempt",
    "Records",
    "RecordsError",
    "Student",
    "Tries",
    "without_password",
]
