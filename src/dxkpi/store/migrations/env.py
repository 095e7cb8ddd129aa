"""What Alembic runs: the steps, on the connection it was given."""

from alembic import context
from sqlmodel import SQLModel

from dxkpi.store.tables import accounts, figures, review  # noqa: F401  (registers the tables)

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
