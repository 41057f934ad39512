"""The hints that students took."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "hint",
        Column("student", Text, primary_key=True),
        Column("exercise", Text, primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("taken_at", Text, nullable=False),
    )
