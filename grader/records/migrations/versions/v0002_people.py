"""Who comes in and what was graded again: tries, roles of sessions, tokens, regrades."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

revision = "0002"
down_revision = "0001"

metadata = MetaData()

Table(
    "sign_in_try",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("sign_in_try_subject", "subject"),
)

Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("student", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("token_sha256", Text, nullable=False, unique=True),
    Column("created_at", Text, nullable=False),
    Index("api_token_student", "student"),
)

Table(
    "regrade",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", Text, nullable=False),
    Column("withdrawn_at", Text, nullable=False, server_default=""),
)

Table("attempt", metadata, Column("id", Integer, primary_key=True))

Table(
    "regraded",
    metadata,
    Column("attempt", Integer, ForeignKey("attempt.id"), primary_key=True, autoincrement=False),
    Column("regrade", Integer, ForeignKey("regrade.id"), nullable=False),
    Column("original", Integer, ForeignKey("attempt.id"), nullable=False),
    Index("regraded_original", "original"),
)


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    op.add_column("session", Column("role", Text, nullable=False, server_default="student"))
    op.create_index("session_student", "session", ["student"])
