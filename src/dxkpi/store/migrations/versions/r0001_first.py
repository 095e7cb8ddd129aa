"""The first tables, and the triggers that keep what was reported as it was reported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("observations", "vintages", "sources", "periods", "measures")
DECIMAL = sa.Numeric().with_variant(sa.String(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make tables and triggers in an empty database."""
    _registry()
    _words()
    _submissions()
    _observations()
    _targets()
    if op.get_bind().dialect.name == "sqlite":
        _triggers_of_sqlite()
    else:
        _triggers_of_postgresql()


def _column(name: str, kind: sa.types.TypeEngine | type[sa.types.TypeEngine], *more: sa.ForeignKey) -> sa.Column:
    return sa.Column(name, kind, *more, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _registry() -> None:
    op.create_table(
        "localities",
        _number("id"),
        _column("code", sa.String),
        _column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        _column("name", sa.String),
        _column("kind", sa.String),
        _column("level", sa.String),
        sa.Column("parent", sa.String),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        _column("simulated", sa.Boolean),
        _column("source", sa.String),
        sa.UniqueConstraint("code", "valid_from", name="uq_localities_key"),
    )
    op.create_table(
        "successions",
        _column("predecessor", sa.Integer, sa.ForeignKey("localities.id")),
        _column("successor", sa.Integer, sa.ForeignKey("localities.id")),
        _column("day", sa.Date),
        _column("whole", sa.Boolean),
        sa.PrimaryKeyConstraint("predecessor", "successor", "day"),
    )


def _words() -> None:
    op.create_table(
        "periods",
        _number("id"),
        _column("first_day", sa.Date),
        _column("last_day", sa.Date),
        _column("basis", sa.String),
        sa.UniqueConstraint("first_day", "last_day", "basis", name="uq_periods_days"),
        sa.CheckConstraint("first_day <= last_day", name="ck_periods_order"),
    )
    op.create_table(
        "measures",
        _number("id"),
        _column("code", sa.String),
        sa.UniqueConstraint("code", name="uq_measures_code"),
    )
    op.create_table(
        "sources",
        _number("id"),
        _column("digest", sa.String),
        _column("title", sa.String),
        _column("url", sa.String),
        _column("provisional", sa.Boolean),
        _column("note", sa.String),
        sa.UniqueConstraint("digest", name="uq_sources_digest"),
    )


def _submissions() -> None:
    op.create_table(
        "vintages",
        _number("number"),
        _column("created_at", MOMENT),
        _column("approved_by", sa.String),
        _column("reason", sa.String),
    )
    op.create_table(
        "submissions",
        _number("number"),
        _column("file_name", sa.String),
        _column("sha256", sa.String),
        _column("layout", sa.String),
        _column("submitted_by", sa.String),
        _column("received_at", MOMENT),
        _column("reason", sa.String),
        _column("state", sa.String),
        sa.Column("vintage", sa.Integer, sa.ForeignKey("vintages.number")),
        _column("simulated", sa.Boolean),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", MOMENT),
        sa.Column("answer", sa.String),
        sa.UniqueConstraint("vintage", name="uq_submissions_vintage"),
        sa.CheckConstraint("state IN ('pending', 'approved', 'rejected')", name="ck_submissions_state"),
        sa.CheckConstraint("vintage IS NULL OR state = 'approved'", name="ck_submissions_vintage"),
    )
    op.create_index("ix_submissions_sha256", "submissions", ["sha256"])


def _observations() -> None:
    op.create_table(
        "observations",
        _column("locality", sa.Integer, sa.ForeignKey("localities.id")),
        _column("period", sa.Integer, sa.ForeignKey("periods.id")),
        _column("measure", sa.Integer, sa.ForeignKey("measures.id")),
        _column("submission", sa.Integer, sa.ForeignKey("submissions.number")),
        _column("source", sa.Integer, sa.ForeignKey("sources.id")),
        sa.Column("count", sa.BigInteger),
        sa.Column("share", DECIMAL),
        sa.PrimaryKeyConstraint(
            "locality",
            "period",
            "measure",
            "submission",
            name="pk_observations",
            postgresql_include=["source", "count", "share"],
        ),
        sa.CheckConstraint("(count IS NULL) <> (share IS NULL)", name="ck_observations_one_value"),
        sqlite_with_rowid=False,
    )


def _targets() -> None:
    op.create_table(
        "targets",
        _number("id"),
        _column("indicator", sa.String),
        sa.Column("locality", sa.Integer, sa.ForeignKey("localities.id")),
        sa.Column("level", sa.String),
        _column("period", sa.Integer, sa.ForeignKey("periods.id")),
        _column("value", DECIMAL),
        _column("source", sa.Integer, sa.ForeignKey("sources.id")),
        sa.CheckConstraint("(locality IS NULL) <> (level IS NULL)", name="ck_targets_one_aim"),
    )


def _triggers_of_sqlite() -> None:
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            _refuse_in_sqlite(table, change)
    _refuse_in_sqlite("submissions", "DELETE")
    _refuse_in_sqlite("submissions", "UPDATE", "WHEN OLD.state <> 'pending' ")


def _refuse_in_sqlite(table: str, change: str, when: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _triggers_of_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION dxkpi_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        _refuse_in_postgresql(table, "UPDATE OR DELETE OR TRUNCATE", "STATEMENT")
    _refuse_in_postgresql("submissions", "DELETE OR TRUNCATE", "STATEMENT")
    _refuse_in_postgresql("submissions", "UPDATE", "ROW WHEN (OLD.state <> 'pending')")


def _refuse_in_postgresql(table: str, change: str, each: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuse_{change.partition(' ')[0].lower()} BEFORE {change} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION dxkpi_refuse()"
    )
