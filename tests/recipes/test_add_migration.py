"""Adding a migration: one file in `versions/`, and its name in `REVISIONS`."""

from __future__ import annotations

import sqlite3

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

REVISION = '''"""A table for remarks on localities."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("remarks", sa.Column("text", sa.String, nullable=False))
'''
VERSIONS = "src/dxkpi/store/migrations"


@pytest.fixture(scope="module")
def copy_with_migration(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed; its store is one revision behind."""
    index = project_copy.root / VERSIONS / "__init__.py"
    text = index.read_text(encoding="utf-8")
    before, line, after = text.partition("REVISIONS = (")
    revisions, closing, rest = after.partition(")\n")
    newest = revisions.rpartition('"')[0].rpartition('"')[2]
    project_copy.write(f"{VERSIONS}/__init__.py", f'{before}{line}{revisions}, "9999"{closing}{rest}')
    project_copy.write(f"{VERSIONS}/versions/r9999_remarks.py", REVISION.format(newest=newest))
    return project_copy


def test_a_new_migration_is_run_by_the_upgrade_alone(copy_with_migration: ProjectCopy) -> None:
    """A command that reads figures is refused with exit code 6 and names the upgrade, which adds the table; then the
    command answers."""
    question = ("values", "--locality", "480", "--indicator", "resolution_rate", "--period", "2022-9M", "--json")
    refused = copy_with_migration.dxkpi(*question)
    assert refused.returncode == 6
    assert "database upgrade" in refused.stderr
    upgraded = copy_with_migration.dxkpi("database", "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
    with sqlite3.connect(copy_with_migration.home / "dxkpi.sqlite") as store:
        assert store.execute("SELECT count(*) FROM remarks").fetchone() == (0,)
    answered = copy_with_migration.dxkpi(*question)
    assert answered.returncode == 0, answered.stderr
    assert '"numerator": 5203' in answered.stdout
