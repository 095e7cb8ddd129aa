"""What a file was sent for, what it brought, the problems that were let through with it, and drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Earlier submissions were sent for nothing in particular: their scope is empty."""
    op.add_column("submissions", sa.Column("scope", sa.String, nullable=False, server_default=""))
    op.create_index("ix_observations_submission", "observations", ["submission"])
    _flags()
    op.create_table(
        "drafts",
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("locality", sa.String, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("cells", sa.String, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "locality", "first_day", "last_day", "basis"),
    )


def _flags() -> None:
    op.create_table(
        "flags",
        sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.number"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("locality", sa.Integer, sa.ForeignKey("localities.id"), nullable=False),
        sa.Column("period", sa.Integer, sa.ForeignKey("periods.id"), nullable=False),
        sa.Column("measure", sa.Integer, sa.ForeignKey("measures.id"), nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("severity", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("submission", "position"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER flags_refuse_{change.lower()} BEFORE {change} ON flags "
                "BEGIN SELECT RAISE(ABORT, 'flags is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER flags_refuse_update BEFORE UPDATE OR DELETE OR TRUNCATE ON flags "
            "FOR EACH STATEMENT EXECUTE FUNCTION dxkpi_refuse()"
        )
