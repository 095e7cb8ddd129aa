"""What Alembic runs: the steps, on the connection it was given."""

from alembic import context

from dxkpi.store.tables import accounts, figures, review  # noqa: F401  (registers the tables)
from dxkpi.store.tables.metadata import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
