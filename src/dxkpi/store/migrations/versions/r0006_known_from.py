"""The vintage from which a unit that was loaded later is known."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Units from before are known at every vintage, as they were. In words, for Alembic adds no reference in SQLite."""
    op.execute("ALTER TABLE localities ADD COLUMN known_from INTEGER REFERENCES vintages (number)")
