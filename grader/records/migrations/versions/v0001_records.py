"""The first tables: students, answers, attempts, best scores, sign-in codes, sessions."""

from alembic import op
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

from grader.records.triggers import TRIGGERS

revision = "0001"
down_revision = None

# Spelled out as they were then: `schema` has the newest form.
metadata = MetaData()

Table(
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

Table(
    "content",
    metadata,
    Column("content_sha256", Text, primary_key=True),
    Column("answer", Text, nullable=False),
)

Table(
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

Table(
    "best",
    metadata,
    Column("student", Text, primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("attempt", Integer, ForeignKey("attempt.id"), nullable=False),
    Column("points", Float, nullable=False),
)

Table(
    "sign_in_code",
    metadata,
    Column("student", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("role", Text, nullable=False, server_default="student"),
)

Table(
    "session",
    metadata,
    Column("token_sha256", Text, primary_key=True),
    Column("student", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)

Table("erasure", metadata, Column("student", Text, primary_key=True))


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
