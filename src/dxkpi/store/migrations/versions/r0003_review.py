"""Review, deadlines, accounts and the audit log; a submission is returned or withdrawn, no longer rejected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = ("unchanged", "reports", "comments", "windows", "extensions", "audit")
STATES = "state IN ('pending', 'approved', 'returned', 'withdrawn')"
DECIMAL = sa.Numeric().with_variant(sa.String(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What was rejected was returned; every earlier submission spoke of what it brought."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        _states_of_sqlite()
    else:
        _states_of_postgresql()
    _submitted()
    _comments()
    _deadlines()
    _accounts()
    _sign_ins()
    op.execute("INSERT INTO reports SELECT DISTINCT submission, locality, period FROM observations")
    for table in APPEND_ONLY:
        if is_sqlite:
            _refuse_in_sqlite(table, "UPDATE")
            _refuse_in_sqlite(table, "DELETE")
        else:
            op.execute(
                f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION dxkpi_refuse()"
            )


def _states_of_sqlite() -> None:
    """SQLite cannot change the constraints of a table: it is recreated while foreign keys are not enforced."""
    op.create_table(
        "new_submissions",
        _number(),
        *(_text(name) for name in ("file_name", "sha256", "layout")),
        sa.Column("scope", sa.String, nullable=False, server_default=""),
        _text("submitted_by"),
        _moment("received_at"),
        _text("reason"),
        _text("state"),
        sa.Column("vintage", sa.Integer, sa.ForeignKey("vintages.number")),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", MOMENT),
        sa.Column("answer", sa.String),
        sa.UniqueConstraint("vintage", name="uq_submissions_vintage"),
        sa.CheckConstraint(STATES, name="ck_submissions_state"),
        sa.CheckConstraint("vintage IS NULL OR state = 'approved'", name="ck_submissions_vintage"),
    )
    op.execute(
        "INSERT INTO new_submissions (number, file_name, sha256, layout, scope, submitted_by, received_at, reason,"
        " state, vintage, simulated, decided_by, decided_at, answer) "
        "SELECT number, file_name, sha256, layout, scope, submitted_by, received_at, reason,"
        " CASE state WHEN 'rejected' THEN 'returned' ELSE state END, vintage, simulated, decided_by, decided_at, answer"
        " FROM submissions"
    )
    op.drop_table("submissions")
    op.rename_table("new_submissions", "submissions")
    op.create_index("ix_submissions_sha256", "submissions", ["sha256"])
    _refuse_in_sqlite("submissions", "DELETE")
    _refuse_in_sqlite("submissions", "UPDATE", "WHEN OLD.state <> 'pending' ")


def _states_of_postgresql() -> None:
    op.drop_constraint("ck_submissions_state", "submissions")
    op.execute("ALTER TABLE submissions DISABLE TRIGGER submissions_refuse_update")
    op.execute("UPDATE submissions SET state = 'returned' WHERE state = 'rejected'")
    op.execute("ALTER TABLE submissions ENABLE TRIGGER submissions_refuse_update")
    op.create_check_constraint("ck_submissions_state", "submissions", STATES)


def _refuse_in_sqlite(table: str, change: str, when: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _submitted() -> None:
    places = ("submission", "submissions.number"), ("locality", "localities.id"), ("period", "periods.id")
    op.create_table(
        "reports",
        *(_reference(name, to) for name, to in places),
        sa.PrimaryKeyConstraint("submission", "locality", "period"),
    )
    op.create_table(
        "unchanged",
        *(_reference(name, to) for name, to in (*places, ("measure", "measures.id"), ("source", "sources.id"))),
        sa.Column("count", sa.BigInteger),
        sa.Column("share", DECIMAL),
        sa.PrimaryKeyConstraint("submission", "locality", "period", "measure"),
        sa.CheckConstraint("(count IS NULL) <> (share IS NULL)", name="ck_unchanged_one_value"),
    )


def _comments() -> None:
    op.create_table(
        "comments",
        _number(),
        _reference("submission", "submissions.number"),
        sa.Column("locality", sa.Integer, sa.ForeignKey("localities.id")),
        sa.Column("period", sa.Integer, sa.ForeignKey("periods.id")),
        sa.Column("measure", sa.Integer, sa.ForeignKey("measures.id")),
        _text("written_by"),
        _moment("written_at"),
        _text("text"),
    )
    op.create_index("ix_comments_submission", "comments", ["submission"])


def _deadlines() -> None:
    op.create_table(
        "windows",
        _number(),
        *_period(),
        _moment("opens_at"),
        sa.Column("deadline_at", MOMENT),
        sa.Column("grace_until", MOMENT),
        _text("set_by"),
        _moment("set_at"),
    )
    op.create_table(
        "extensions",
        _number(),
        _text("code"),
        *_period(),
        _moment("until"),
        _text("given_by"),
        _text("reason"),
        _moment("given_at"),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        _number(),
        *(_text(name) for name in ("name", "shown_name", "role")),
        *(sa.Column(name, sa.String) for name in ("scope", "password_hash", "issuer", "subject")),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        _moment("created_at"),
        _text("created_by"),
        sa.Column("signed_out_at", MOMENT),
        sa.UniqueConstraint("name", name="uq_accounts_name"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_identity"),
        sa.CheckConstraint("role IN ('reader', 'contributor', 'reviewer', 'administrator')", name="ck_accounts_role"),
        sa.CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="ck_accounts_identity"),
    )
    op.create_table(
        "audit",
        _number(),
        _moment("at"),
        *(_text(name) for name in ("actor", "act", "object", "details", "address")),
    )


def _sign_ins() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String, primary_key=True),
        _reference("account", "accounts.number"),
        *(_moment(name) for name in ("created_at", "expires_at", "seen_at")),
        sa.Column("revoked_at", MOMENT),
        _text("address"),
        _text("agent"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table("attempts", _number(), _moment("tried_at"), _text("name"), _text("address"))


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=False)


def _reference(name: str, to: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to), nullable=False)


def _period() -> tuple[sa.Column, ...]:
    days = (sa.Column(name, sa.Date, nullable=False) for name in ("first_day", "last_day"))
    return (*days, _text("basis"))
