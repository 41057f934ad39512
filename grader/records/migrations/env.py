"""How does Alembic reach the database?  Through the connection that `records.database` hands it."""

from alembic import context

from grader.records.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
# The caller holds the transaction: all of a migration or nothing of it.
context.run_migrations()
