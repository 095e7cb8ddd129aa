"""Which sheet of a file a submission was read from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of earlier submissions it is not known."""
    op.add_column("submissions", sa.Column("sheet", sa.String, nullable=False, server_default=""))
