"""What Alembic runs: the steps, on the connection it was given."""

from alembic import context
from sqlmodel import SQLModel

import dxkpi.store.tables  # noqa: F401  (makes the tables known)

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
