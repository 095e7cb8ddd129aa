"""What a figure counts, and the number as its source prints it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Figures from before count their whole locality, as they were read."""
    op.add_column("sources", sa.Column("coverage", sa.String, nullable=False, server_default="whole"))
    op.add_column("sources", sa.Column("printed", sa.String, nullable=False, server_default=""))
