"""The first tables: students, answers, attempts, best scores, sign-in codes, sessions."""

from alembic import op

from grader.records import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    # Frozen with the first release: a later change of a table is a migration of its own, and this
    # one then spells its tables out.
    schema.metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        for trigger in schema.TRIGGERS:
            op.execute(trigger)
