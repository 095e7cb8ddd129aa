"""Targets as they were set, each with the vintage from which it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DECIMAL = sa.Numeric().with_variant(sa.String(), "sqlite")


def upgrade() -> None:
    """The table that stood ready for them knew no time; nothing was ever written to it."""
    op.drop_table("targets")
    op.create_table(
        "targets",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("locality", sa.Integer, sa.ForeignKey("localities.id"), nullable=False),
        sa.Column("level", sa.String),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("value", DECIMAL),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("vintage", sa.Integer, sa.ForeignKey("vintages.number"), nullable=False),
        sa.Column("set_by", sa.String, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER targets_refuse_{change.lower()} BEFORE {change} ON targets "
                "BEGIN SELECT RAISE(ABORT, 'targets is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER targets_refuse_update BEFORE UPDATE OR DELETE OR TRUNCATE ON targets "
            "FOR EACH STATEMENT EXECUTE FUNCTION dxkpi_refuse()"
        )
