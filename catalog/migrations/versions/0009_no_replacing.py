"""SQLite's `INSERT OR REPLACE` takes a row away without its delete trigger: what stands is kept against that too."""

from collections.abc import Sequence

from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SAME = {
    "content": "hash = NEW.hash",
    "observation": "id = NEW.id OR (listing_id = NEW.listing_id AND observed_at = NEW.observed_at "
    "AND content_hash = NEW.content_hash)",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, same in _SAME.items():
            known = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  (our own names)
            kept = "BEGIN SELECT RAISE(IGNORE); END"
            op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} {kept}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _SAME:
            op.execute(f"DROP TRIGGER {table}_no_replace")
