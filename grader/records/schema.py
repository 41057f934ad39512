"""Which tables hold the records?  The newest form; `migrations` leads there from older ones."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "0003"

metadata = MetaData()

student = Table(
    "student",
    metadata,
    Column("student_key", Text, primary_key=True),
    *(
        Column(name, Text, nullable=False, server_default="")
        for name in (
            "student_name", "sortable_name", "email", "login", "sis_id", "canvas_id",
            "moodle_id", "github_username", "section",
        )
    ),
)  # fmt: skip

content = Table(
    "content",
    metadata,
    Column("content_sha256", Text, primary_key=True),
    Column("answer", Text, nullable=False),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("student", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("submitted_at", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("external_ref", Text, nullable=False),
    Column("content_sha256", Text, ForeignKey("content.content_sha256"), nullable=False),
    Column("parameters", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
    Column("grader_version", Text, nullable=False),
    Column("content_version", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("late_seconds", Integer),
    Column("hints_used", Integer, nullable=False),
    UniqueConstraint("student", "exercise", "number", name="attempt_number"),
    CheckConstraint("points >= 0", name="points_not_negative"),
    Index("attempt_content", "student", "exercise", "content_sha256"),
)

best = Table(
    "best",
    metadata,
    Column("student", Text, primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("attempt", Integer, ForeignKey("attempt.id"), nullable=False),
    Column("points", Float, nullable=False),
)

hint = Table(
    "hint",
    metadata,
    Column("student", Text, primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("taken_at", Text, nullable=False),
)

code = Table(
    "sign_in_code",
    metadata,
    Column("student", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("role", Text, nullable=False, server_default="student"),
)

session = Table(
    "session",
    metadata,
    Column("token_sha256", Text, primary_key=True),
    Column("student", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("role", Text, nullable=False, server_default="student"),
    Index("session_student", "student"),
)

# Tries to sign in that have not succeeded; `subject` is the hash of a name or of an address.
try_ = Table(
    "sign_in_try",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("sign_in_try_subject", "subject"),
)

token = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("student", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("token_sha256", Text, nullable=False, unique=True),
    Column("created_at", Text, nullable=False),
    Index("api_token_student", "student"),
)

# A regrade is taken back by the time at which it was withdrawn; its attempts stay.
regrade = Table(
    "regrade",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", Text, nullable=False),
    Column("withdrawn_at", Text, nullable=False, server_default=""),
)

# `original` is the attempt that the student made, also where a regrade was graded again.
regraded = Table(
    "regraded",
    metadata,
    Column("attempt", Integer, ForeignKey("attempt.id"), primary_key=True, autoincrement=False),
    Column("regrade", Integer, ForeignKey("regrade.id"), nullable=False),
    Column("original", Integer, ForeignKey("attempt.id"), nullable=False),
    Index("regraded_original", "original"),
)

# An attempt is appended and never overwritten; only the erasure of a person may take it away,
# which it announces in this table for the length of its transaction.
erasure = Table("erasure", metadata, Column("student", Text, primary_key=True))
